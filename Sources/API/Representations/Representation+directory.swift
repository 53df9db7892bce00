import Domain
import Views
import Wire

extension Representation {
  func write(_ department: Department, to writer: inout JSONWriter) {
    writer.member("organization", ids.text(department.organization))
    member("parent", department.parent, .department, to: &writer)
    writer.member("code", department.code.text)
    writer.member("name", department.name.text)
  }

  func write(_ link: Link, to writer: inout JSONWriter) {
    writer.member("organization", ids.text(link.organization))
    writer.member("type", link.type.name)
    writer.member("from", ids.text(link.from.record, .contact))
    writer.member("to", ids.text(link.to.record, .contact))
  }

  func write(_ contact: Contact, to writer: inout JSONWriter) {
    writer.member("organization", ids.text(contact.organization))
    writer.member("code", contact.code.text)
    writer.member("name", contact.name.text)
    writer.key("departments")
    writer.beginArray()
    for placement in contact.placements { write(placement, to: &writer) }
    writer.endArray()
    write("phones", contact.phones, \.text, to: &writer)
    write("emails", contact.emails, \.text, to: &writer)
    writer.member("employment", contact.employment.name)
    writer.key("last_day")
    if let day = contact.lastDay { writer.string(day.description) } else { writer.null() }
    writer.key("custom")
    write(contact.custom, to: &writer)
  }

  private func write<Value>(
    _ name: String, _ values: [Value], _ text: KeyPath<Value, String>, to writer: inout JSONWriter
  ) {
    writer.key(name)
    writer.beginArray()
    for value in values { writer.string(value[keyPath: text]) }
    writer.endArray()
  }

  private func write(_ placement: Contact.Placement, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("department", ids.text(placement.department.record, .department))
    if let position = placement.position { writer.member("position", position.text) }
    writer.endObject()
  }

  private func write(_ custom: [CustomField], to writer: inout JSONWriter) {
    writer.beginObject()
    for field in custom {
      writer.key(field.name)
      writer.beginObject()
      writer.member("value", field.value)
      writer.member("class", field.fieldClass.name)
      writer.endObject()
    }
    writer.endObject()
  }
}

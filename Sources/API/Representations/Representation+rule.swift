import Domain
import Views
import Wire

extension Representation {
  func write(_ rule: Rule, to writer: inout JSONWriter) {
    writer.member("organization", ids.text(rule.organization))
    writer.member("code", rule.code.text)
    writer.member("effect", rule.effect.name)
    writer.key("seen")
    writer.beginObject()
    list("departments", rule.seen.departments, .department, to: &writer)
    list("contacts", rule.seen.contacts, .contact, to: &writer)
    writer.endObject()
    writer.key("seen_by")
    writer.beginObject()
    writer.key("enterprise")
    writer.bool(rule.seenBy.enterprise)
    writer.member("partners", rule.seenBy.partners.map { ids.text(.partner($0)) })
    list("groups", rule.seenBy.groups, .group, to: &writer)
    writer.endObject()
    writer.key("fields")
    write(rule.fields, to: &writer)
  }

  private func write(_ levels: FieldLevels, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("classes")
    writer.beginObject()
    for fieldClass in FieldClass.allCases {
      if let level = levels.classes[fieldClass] { writer.member(fieldClass.name, level.name) }
    }
    writer.endObject()
    writer.key("fields")
    writer.beginObject()
    for field in Field.allCases {
      if let level = levels.fields[field] { writer.member(field.name, level.name) }
    }
    writer.endObject()
    writer.endObject()
  }
}

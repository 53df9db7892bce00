import Domain
import Wire

package struct ContactRow: Hashable, Sendable {
  let code: Code
  let name: Name?
  let placements: [PlacementRow]?
  let phones: [PhoneNumber]?
  let emails: [EmailAddress]?
  let employment: Employment?
  let lastDay: CalendarDate??
  let custom: [CustomField]?

  /// A department, named by its code, and what somebody is in it.
  struct PlacementRow: Hashable, Sendable {
    let department: Code
    let position: Name?
  }

  init?(_ members: inout RowMembers) {
    let code = members.required("code") { try Code($0) }
    name = members.text("name") { try Name($0) } ?? nil
    placements = members.elements("departments") { Self.placement(&$0, $1, at: $2) }
    phones = members.list("phones") { try PhoneNumber($0) }
    emails = members.list("emails") { try EmailAddress($0) }
    employment = members.text("employment") { try word($0, Employment.allCases, \.name) } ?? nil
    lastDay = members.text("last_day") { text throws(InvalidValue) in
      guard let day = CalendarDate(parsing: text) else {
        throw InvalidValue("must be a date such as 2026-12-31")
      }
      return day
    }
    custom = Self.custom(&members)
    guard let code else { return nil }
    self.code = code
  }

  private static func placement(
    _ members: inout RowMembers, _ value: JSON, at place: () -> JSONPointer
  ) -> PlacementRow? {
    guard let object = value.object else {
      members.note(place(), "must be an object with `department` and perhaps `position`")
      return nil
    }
    var own = RowMembers(object, at: place())
    let department = own.required("department") { try Code($0) }
    let position = own.text("position") { try Name($0) } ?? nil
    own.end()
    members.note(own.faults)
    return department.map { PlacementRow(department: $0, position: position) }
  }

  /// By name the value and its class; kept in the order of the names.
  private static func custom(_ members: inout RowMembers) -> [CustomField]? {
    guard let object = members.object("custom") else { return nil }
    var fields: [CustomField] = []
    for member in object {
      let place = JSONPointer(["custom", member.name])
      guard let content = member.value.object else {
        members.note(place, "must be an object with `value` and `class`")
        continue
      }
      var own = RowMembers(content, at: place)
      let value = own.required("value") { $0 }
      let fieldClass = own.required("class") { try word($0, FieldClass.allCases, \.name) }
      own.end()
      members.note(own.faults)
      guard let value, let fieldClass else { continue }
      do {
        fields.append(try CustomField(name: member.name, value: value, fieldClass: fieldClass))
      } catch {
        members.note(place, "\(error)")
      }
    }
    return fields.sorted { $0.name < $1.name }
  }
}

import Domain
import Views
import Wire

extension NaiveView {
  func row(of department: Department) -> ExpectedRow? {
    guard let levels = levels(of: department) else { return nil }
    var members = start(department.id.record, .department, department.organization, levels)
    members.add(
      .name, department.name.text, masked: ExpectedMembers.maskedName(department.name.text))
    members.add(.code, department.code.text, masked: ExpectedMembers.masked(department.code.text))
    let above = department.parent.map { path(from: $0) } ?? []
    if let parent = above.first(where: { sees($0) }) {
      members.object["parent"] = .string(ids.text(parent.record, .department))
    }
    return finish(members, department.id.record, .department)
  }

  func row(of contact: Contact) -> ExpectedRow? {
    guard let levels = levels(of: contact) else { return nil }
    var members = start(contact.id.record, .contact, contact.organization, levels)
    members.add(.name, contact.name.text, masked: ExpectedMembers.maskedName(contact.name.text))
    members.add(.code, contact.code.text, masked: ExpectedMembers.masked(contact.code.text))
    members.add(.phones, contact.phones.map(\.text), mask: ExpectedMembers.maskedPhone)
    members.add(.emails, contact.emails.map(\.text), mask: ExpectedMembers.maskedEmail)
    members.addWhole(.employment, .string(contact.employment.name))
    members.addWhole(.lastDay, contact.lastDay.map { .string($0.description) })
    members.add(contact.custom)
    addDepartments(of: contact, to: &members)
    return finish(members, contact.id.record, .contact)
  }

  /// Where both ends are seen, and where the endpoint is told of links at all.
  func row(of link: Link) -> ExpectedRow? {
    guard scope.kinds?.contains(.link) ?? true else { return nil }
    for end in [link.from, link.to] {
      guard case .contact(let contact)? = records[end.record], levels(of: contact) != nil else {
        return nil
      }
    }
    var members = start(link.id.record, .link, link.organization, .everything)
    members.object["type"] = "reports_to"
    members.object["from"] = .string(ids.text(link.from.record, .contact))
    members.object["to"] = .string(ids.text(link.to.record, .contact))
    return finish(members, link.id.record, .link)
  }

  /// The departments that the party sees, in the order of its own ids.
  private func addDepartments(of contact: Contact, to members: inout ExpectedMembers) {
    var places: [String: JSON] = [:]
    for placement in contact.placements
    where sees(placement.department) {
      let id = ids.text(placement.department.record, .department)
      var place: JSONObject = ["department": .string(id)]
      if let position = placement.position?.text {
        switch members.levels.fields[.positions, default: .hidden] {
        case .hidden: break
        case .masked: place["position"] = .string(ExpectedMembers.masked(position))
        case .clear: place["position"] = .string(position)
        }
        if place["position"] != nil, members.levels.isAbove(.masked, .departments) {
          members.classes.insert(Field.positions.fieldClass)
        }
      }
      places[id] = .object(place)
    }
    members.addWhole(.departments, .array(places.sorted { $0.key < $1.key }.map(\.value)))
  }

  private func start(
    _ record: RecordID, _ kind: RecordKind, _ organization: Party, _ levels: Levels
  ) -> ExpectedMembers {
    ExpectedMembers(
      levels: levels,
      object: [
        "contract": 1, "id": .string(ids.text(record, kind)), "kind": .string(kind.name),
        "organization": .string(ids.text(organization)),
      ])
  }

  private func finish(
    _ members: ExpectedMembers, _ record: RecordID, _ kind: RecordKind
  ) -> ExpectedRow {
    ExpectedRow(
      id: ids.text(record, kind), data: JSON.object(members.object).canonicalBytes,
      classes: members.classes)
  }
}

package import Domain
import Wire

/// Makes rows for one party under one topology.
package struct RowBuilder: Sendable {
  package let scope: Scope
  package let ids: PartyIDs

  package init(scope: Scope, ids: PartyIDs) {
    self.scope = scope
    self.ids = ids
  }

  /// The party's row of a record, or nil if it does not see it or records of its kind have none.
  ///
  /// `reader` is asked for the ends of a link as they stood at `position`; errors are its own.
  package func row(
    of record: Record, at position: Position, _ reader: some RecordReading
  ) throws -> Row? {
    switch record {
    case .contact(let contact): return row(of: contact)
    case .department(let department): return row(of: department)
    case .link(let link):
      guard scope.hasLinks, let from = try reader.contact(link.from, at: position),
        let to = try reader.contact(link.to, at: position)
      else { return nil }
      return row(of: link, from: from, to: to)
    default: return nil
    }
  }

  /// The row of a record of one of these kinds as it stood at a position; departments stand in the
  /// builder's own structure.
  package func row(
    of record: RecordID, _ kind: RecordKind, at position: Position, _ reader: some RecordReading
  ) throws -> Row? {
    switch kind {
    case .contact:
      return try reader.contact(ContactID(record), at: position).flatMap { row(of: $0) }
    case .department:
      return scope.topology.departments[DepartmentID(record)].flatMap { row(of: $0) }
    case .link:
      guard scope.hasLinks, let link = try reader.link(LinkID(record), at: position) else {
        return nil
      }
      return try row(of: .link(link), at: position, reader)
    default: return nil
    }
  }

  /// The row of a link, whose ends are handed over as they stand with it.
  package func row(of link: Link, from: Contact, to: Contact) -> Row? {
    guard scope.seesLink(between: from, and: to) else { return nil }
    let id = ids.text(link.id.record, .link)
    var writer = RowWriter(visibility: .full)
    writer.add("contract", Row.contractVersion, as: .public)
    writer.add("from", ids.text(link.from.record, .contact), as: .public)
    writer.add("id", id, as: .public)
    writer.add("kind", RecordKind.link.name, as: .public)
    writer.add("organization", ids.text(link.organization), as: .public)
    writer.add("to", ids.text(link.to.record, .contact), as: .public)
    writer.add("type", link.type.name, as: .public)
    return writer.finish(link.id.record, .link, id: id)
  }

  package func row(of department: Department) -> Row? {
    guard let visibility = scope.visibility(of: department) else { return nil }
    let id = ids.text(department.id.record, .department)
    var writer = RowWriter(visibility: visibility)
    writer.text(.code, department.code.text, mask: Mask.text)
    writer.add("contract", Row.contractVersion, as: .public)
    writer.add("id", id, as: .public)
    writer.add("kind", RecordKind.department.name, as: .public)
    writer.text(.name, department.name.text, mask: Mask.name)
    writer.add("organization", ids.text(department.organization), as: .public)
    if let parent = scope.visibleParent(of: department) {
      writer.add("parent", ids.text(parent.record, .department), as: .public)
    }
    return writer.finish(department.id.record, .department, id: id)
  }

  package func row(of contact: Contact) -> Row? {
    guard let visibility = scope.visibility(of: contact) else { return nil }
    let id = ids.text(contact.id.record, .contact)
    var writer = RowWriter(visibility: visibility)
    writer.text(.code, contact.code.text, mask: Mask.text)
    writer.add("contract", Row.contractVersion, as: .public)
    writer.custom(contact.custom)
    addPlacements(of: contact, to: &writer)
    writer.list(.emails, contact.emails.lazy.map(\.text), mask: Mask.email)
    writer.whole(.employment, contact.employment.name)
    writer.add("id", id, as: .public)
    writer.add("kind", RecordKind.contact.name, as: .public)
    if let lastDay = contact.lastDay { writer.whole(.lastDay, lastDay.description) }
    writer.text(.name, contact.name.text, mask: Mask.name)
    writer.add("organization", ids.text(contact.organization), as: .public)
    writer.list(.phones, contact.phones.lazy.map(\.text), mask: Mask.phone)
    return writer.finish(contact.id.record, .contact, id: id)
  }

  /// The visible departments of a contact by the party's own ids, so that the enterprise's order
  /// of them tells nothing.
  private func addPlacements(of contact: Contact, to writer: inout RowWriter) {
    guard writer.visibility.level(of: .departments) == .clear else { return }
    let seesAll = contact.organization == scope.party && scope.hasDepartments
    let visible = contact.placements.filter { seesAll || scope.sees($0.department) }
    let named = visible.map { placement in
      (
        department: ids.text(placement.department.record, .department),
        position: placement.position?.text
      )
    }
    // Texts of one kind and length are in the order of what they show in hexadecimal digits.
    writer.departments(named.count < 2 ? named : named.sorted { $0.department < $1.department })
  }
}

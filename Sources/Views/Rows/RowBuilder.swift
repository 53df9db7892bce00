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
  package func row(of record: Record) -> Row? {
    switch record {
    case .contact(let contact): row(of: contact)
    case .department(let department): row(of: department)
    default: nil
    }
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

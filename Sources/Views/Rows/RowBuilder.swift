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
    var draft = RowDraft(visibility: visibility)
    draft.text(.name, department.name.text, mask: Mask.name)
    draft.text(.code, department.code.text, mask: Mask.text)
    if let parent = scope.visibleParent(of: department) {
      draft.add("parent", .string(ids.text(parent.record, .department)), as: .public)
    }
    return finish(draft, department.id.record, .department, of: department.organization)
  }

  package func row(of contact: Contact) -> Row? {
    guard let visibility = scope.visibility(of: contact) else { return nil }
    var draft = RowDraft(visibility: visibility)
    draft.text(.name, contact.name.text, mask: Mask.name)
    draft.text(.code, contact.code.text, mask: Mask.text)
    draft.list(.phones, contact.phones.map(\.text), mask: Mask.phone)
    draft.list(.emails, contact.emails.map(\.text), mask: Mask.email)
    draft.whole(.employment, .string(contact.employment.name))
    if let lastDay = contact.lastDay {
      draft.whole(.lastDay, .string(lastDay.description))
    }
    draft.custom(contact.custom)
    addPlacements(of: contact, to: &draft)
    return finish(draft, contact.id.record, .contact, of: contact.organization)
  }

  /// The visible departments of a contact by the party's own ids, so that the enterprise's order
  /// of them tells nothing.
  private func addPlacements(of contact: Contact, to draft: inout RowDraft) {
    let level = draft.visibility.level(of: .departments)
    guard level == .clear else { return }
    let isOwn = contact.organization == scope.party
    let visible = contact.placements.filter { isOwn || scope.sees($0.department) }
    let members = visible.map { placement in
      (ids.shown(placement.department.record), member(of: placement, draft: &draft))
    }
    let ordered = members.sorted { $0.0 < $1.0 }.map(\.1)
    draft.add("departments", .array(ordered), as: Field.departments.fieldClass)
  }

  private func member(of placement: Contact.Placement, draft: inout RowDraft) -> JSON {
    var object: JSONObject = [
      "department": .string(ids.text(placement.department.record, .department))
    ]
    if let position = placement.position,
      let text = draft.shown(.positions, position.text, mask: Mask.text)
    {
      object["position"] = .string(text)
    }
    return .object(object)
  }

  private func finish(
    _ draft: RowDraft, _ record: RecordID, _ kind: RecordKind, of organization: Party
  ) -> Row {
    let id = ids.text(record, kind)
    var draft = draft
    draft.add("contract", .integer(Int64(Row.contractVersion)), as: .public)
    draft.add("id", .string(id), as: .public)
    draft.add("kind", .string(kind.name), as: .public)
    draft.add("organization", .string(ids.text(organization)), as: .public)
    return Row(
      record: record, kind: kind, id: id, members: draft.members, classes: draft.classes)
  }
}

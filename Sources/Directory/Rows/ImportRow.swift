import Domain
package import Wire

/// What one row of a file says of one record: a field that it does not name stays as it is.
package enum ImportRow: Hashable, Sendable {
  case department(DepartmentRow)
  case contact(ContactRow)
  case partner(PartnerRow)
  case membership(MembershipRow)

  /// Reads a row from a JSON object; throws everything that is wrong with it.
  package init(_ value: JSON, _ kind: RowKind) throws(InvalidRow) {
    guard let object = value.object else {
      throw InvalidRow(faults: [RowFault(.root, "must be an object, with one member per field")])
    }
    var members = RowMembers(object)
    let row: ImportRow? =
      switch kind {
      case .departments: DepartmentRow(&members).map { .department($0) }
      case .contacts: ContactRow(&members).map { .contact($0) }
      case .partners: PartnerRow(&members).map { .partner($0) }
      case .memberships: MembershipRow(&members).map { .membership($0) }
      }
    members.end()
    guard let row, members.faults.isEmpty else { throw InvalidRow(faults: members.faults) }
    self = row
  }

  /// What tells the record from others of its kind, fit for a message.
  package var key: String {
    switch self {
    case .department(let row): row.code.text
    case .contact(let row): row.code.text
    case .partner(let row): row.code.text
    case .membership(let row): "\(row.chain.text)/\(row.partner.text)"
    }
  }

  /// The member that a message about the key points to.
  package var keyField: String {
    if case .membership = self { "partner" } else { "code" }
  }

  /// Whether the row may come to a second command, `RowPlanner.activation`.
  package var hasSecondStep: Bool {
    guard case .partner(let row) = self else { return false }
    return row.state == .active
  }

  /// The key of another row of the same request that this one names as its parent.
  package var parentKey: String? {
    switch self {
    case .department(let row): (row.parent ?? nil)?.text
    case .membership(let row): (row.parent ?? nil).map { "\(row.chain.text)/\($0.text)" }
    case .contact, .partner: nil
    }
  }
}

package struct DepartmentRow: Hashable, Sendable {
  let code: Code
  let name: Name?
  let parent: Code??

  init?(_ members: inout RowMembers) {
    let code = members.required("code") { try Code($0) }
    name = members.text("name") { try Name($0) } ?? nil
    parent = members.text("parent") { try Code($0) }
    guard let code else { return nil }
    self.code = code
  }
}

package struct PartnerRow: Hashable, Sendable {
  let code: Code
  let name: Name?
  let kind: Partner.Kind?
  let state: Partner.State?

  init?(_ members: inout RowMembers) {
    let code = members.required("code") { try Code($0) }
    name = members.text("name") { try Name($0) } ?? nil
    kind = members.text("kind") { try word($0, Partner.Kind.allCases, \.name) } ?? nil
    state = members.text("state") { try word($0, Partner.State.allCases, \.name) } ?? nil
    guard let code else { return nil }
    self.code = code
  }
}

package struct MembershipRow: Hashable, Sendable {
  let chain: Code
  let partner: Code
  let groups: [Code]?
  /// The code of the partner whose membership stands above.
  let parent: Code??

  init?(_ members: inout RowMembers) {
    let chain = members.required("chain") { try Code($0) }
    let partner = members.required("partner") { try Code($0) }
    groups = members.list("groups") { try Code($0) }
    parent = members.text("parent") { try Code($0) }
    guard let chain, let partner else { return nil }
    self.chain = chain
    self.partner = partner
  }
}

/// One of a few words.
func word<Value>(
  _ text: String, _ all: [Value], _ name: (Value) -> String
) throws(InvalidValue) -> Value {
  guard let match = all.first(where: { name($0) == text }) else {
    throw InvalidValue("must be one of " + all.map { "\"\(name($0))\"" }.joined(separator: ", "))
  }
  return match
}

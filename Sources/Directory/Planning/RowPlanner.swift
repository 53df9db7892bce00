package import Domain

/// Turns rows into commands, one organization's at a time.
///
/// A record is found by its code alone, never by a name, a phone number or an e-mail address. What a
/// row does not name stays as it is; nothing is ever removed. A parent must be there before its
/// child: to hang a child elsewhere in the meantime would let rules that speak of the parent miss it.
package struct RowPlanner: Sendable {
  package let organization: Party
  /// What was found by name before; imports change no names, so that a find stays right.
  private var found: [UniqueName: RecordID] = [:]

  /// The planner keeps what it finds: make one for each request.
  package init(organization: Party) {
    self.organization = organization
  }

  /// Plans one row on `state`; `id` is that of the record if it is new.
  ///
  /// Throws a `Refusal` whose field is a path within the row; errors of `state` pass through.
  package mutating func plan(
    _ row: ImportRow, id: RecordID, in state: some DirectoryState
  ) throws -> RowPlan {
    switch row {
    case .department(let row): try plan(row, DepartmentID(id), in: state)
    case .contact(let row): try plan(row, ContactID(id), in: state)
    case .partner(let row): try plan(row, PartnerID(id), in: state)
    case .membership(let row): try plan(row, MembershipID(id), in: state)
    }
  }

  /// The second command of a row, planned when the first has been carried out; nil for most rows.
  ///
  /// It activates a partner that is pending and shall be active.
  package mutating func activation(
    _ row: ImportRow, in state: some DirectoryState
  ) throws -> Command? {
    guard case .partner(let row) = row, row.state == .active,
      let id = try find(.partner, row.code, in: state.enterprise.record, state),
      case .partner(let partner)? = try state.record(id, .partner), partner.state == .pending
    else { return nil }
    return .movePartner(partner.id, .activate)
  }

  // MARK: Names

  /// The record of a kind that has a code within a scope.
  mutating func find(
    _ kind: RecordKind, _ code: Code, in scope: RecordID, _ state: some DirectoryState
  ) throws -> RecordID? {
    try find(UniqueName(kind: kind, scope: scope, text: code.text), state)
  }

  mutating func find(_ name: UniqueName, _ state: some DirectoryState) throws -> RecordID? {
    if let known = found[name] { return known }
    let holder = try state.holder(of: name)
    // Contacts are looked up once each; what others refer to is worth keeping.
    if let holder, name.kind != .contact { found[name] = holder }
    return holder
  }

  /// The record that a row refers to; a refusal where there is none.
  mutating func require(
    _ kind: RecordKind, _ code: Code, in scope: RecordID, field: String,
    _ state: some DirectoryState
  ) throws -> RecordID {
    guard let id = try find(kind, code, in: scope, state) else {
      throw Refusal(
        .invalidReference, "there is no \(kind.name) with the code \"\(code.text)\"; add it first",
        field: field)
    }
    return id
  }

  func scope(in state: some DirectoryState) -> RecordID {
    organization.scope(in: state.enterprise)
  }

  /// What a new record cannot be without.
  func require<Value>(_ value: Value?, _ field: String, of kind: RecordKind) throws -> Value {
    guard let value else {
      throw Refusal(
        .invalidValue, "a new \(kind.name) needs a \(field); fill it in", field: field)
    }
    return value
  }
}

import Domain

/// What single parties see on the two sides of a change.
struct ScopePairs {
  let parties: [Party]
  let before: Topology
  let after: Topology
  private let ids: PartyIDs
  private var known: [Int32: Pair] = [:]

  private final class Pair {
    let before: RowBuilder
    let after: RowBuilder

    init(before: RowBuilder, after: RowBuilder) {
      self.before = before
      self.after = after
    }
  }

  /// What becomes of a contact that is not changed itself.
  enum Outlook {
    case still
    case moves(ViewMovement.Direction)
    /// Seen on both sides, and otherwise: whether it shows depends on what it holds.
    case depends
  }

  private static let limit = 1_024

  init(parties: [Party], before: Topology, after: Topology, ids: PartyIDs) {
    self.parties = parties
    self.before = before
    self.after = after
    self.ids = ids
  }

  mutating func outlook(of contact: Contact, for place: Int32) -> Outlook {
    let (old, new) = (pair(place).before.scope, pair(place).after.scope)
    switch (old.visibility(of: contact), new.visibility(of: contact)) {
    case (nil, nil): return .still
    case (nil, _?): return .moves(.appears)
    case (_?, nil): return .moves(.disappears)
    case (let left?, let right?):
      let isStill =
        left == right
        && contact.placements.allSatisfy { old.sees($0.department) == new.sees($0.department) }
      return isStill ? .still : .depends
    }
  }

  mutating func direction(_ contact: Contact, for place: Int32) -> ViewMovement.Direction? {
    direction(from: .contact(contact), to: .contact(contact), for: place)
  }

  mutating func direction(
    from old: Record?, to new: Record?, for place: Int32
  ) -> ViewMovement.Direction? {
    let pair = pair(place)
    switch (Self.row(of: old, pair.before), Self.row(of: new, pair.after)) {
    case (nil, nil): return nil
    case (nil, _?): return .appears
    case (_?, nil): return .disappears
    case (let left?, let right?): return left == right ? nil : .changes
    }
  }

  private static func row(of record: Record?, _ rows: RowBuilder) -> Row? {
    switch record {
    case .contact(let contact): rows.row(of: contact)
    case .department(let department): rows.row(of: department)
    default: nil
    }
  }

  /// What becomes of a record in the view of its own organization, which sees all of it.
  func ownDirection(
    of owner: Party, from old: Record?, to new: Record?
  ) -> ViewMovement.Direction? {
    switch (old != nil && before.hasView(owner), new != nil && after.hasView(owner)) {
    case (false, false): nil
    case (false, true): .appears
    case (true, false): .disappears
    case (true, true): old == new ? nil : .changes
    }
  }

  /// The same of a record that is not changed itself.
  func ownDirection(_ owner: Party) -> ViewMovement.Direction? {
    switch (before.hasView(owner), after.hasView(owner)) {
    case (false, true): .appears
    case (true, false): .disappears
    default: nil
    }
  }

  private mutating func pair(_ place: Int32) -> Pair {
    if let pair = known[place] { return pair }
    if known.count >= Self.limit { known = [:] }
    let party = parties[Int(place)]
    let pair = Pair(
      before: RowBuilder(scope: Scope(of: party, in: before), ids: ids),
      after: RowBuilder(scope: Scope(of: party, in: after), ids: ids))
    known[place] = pair
    return pair
  }
}

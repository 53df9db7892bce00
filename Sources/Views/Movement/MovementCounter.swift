package import Domain

/// Counts what a change would do to views, record by record, without writing anything.
///
/// Hand it the structure on both sides and the changes; it counts the departments and the changed
/// contacts by itself, and tells by `sources` where further contacts are to be looked for. Each of
/// those is handed over by `count(_:foundIn:)`, in any order, with every holder that it is found in;
/// it is counted once. `movement` is then exact: a record moves for a party if the two rows differ.
///
/// Memory is a stated number of groups and scopes beside some numbers per party, whatever the number
/// of records. Parties to whom the same rules speak about a record are decided once.
package struct MovementCounter {
  /// Where contacts are to be looked for beside those that are changed themselves.
  package let sources: ViewSources
  private let changes: [Change]
  private let changed: Set<RecordID>
  private var pairs: ScopePairs
  private var groups: GroupsByRules
  private var outlooks: [Place: Outlooks] = [:]
  private var own: [MovementTally]
  private var total = RecordMovement()
  private var examined = 0
  /// How much all parties together lose as far as was counted: a record that three lose counts three
  /// times.
  package private(set) var withdrawals = 0
  private let sampleLimit: Int

  /// What found a contact.
  package enum Holder: Hashable, Sendable {
    case department(DepartmentID)
    case organization(Party)
    /// A rule names it.
    case name
  }

  /// Counts the departments and the changed contacts at once.
  ///
  /// `after` is `before` with the changes applied, `affected` what that told. `ids` may be those of
  /// any party. Of each direction at most `sampleLimit` records are named for each party.
  package init(
    of changes: [Change], from before: Topology, to after: Topology, affected: Set<Party>,
    ids: PartyIDs, sampleLimit: Int = 5
  ) {
    var concerned = affected
    for change in changes {
      if case .contact(let contact)? = change.before {
        concerned.formUnion(before.readers(of: contact))
      }
      if case .contact(let contact)? = change.after {
        concerned.formUnion(after.readers(of: contact))
      }
    }
    let parties = concerned.sorted { $0.isBefore($1) }
    self.changes = changes
    self.sampleLimit = sampleLimit
    changed = Set(changes.map(\.id))
    sources = ViewSources.difference(for: affected, from: before, to: after, by: changes)
    pairs = ScopePairs(parties: parties, before: before, after: after, ids: ids)
    groups = GroupsByRules(parties: parties, before: before, after: after)
    own = Array(repeating: MovementTally(), count: parties.count)
    countStructure()
  }

  /// How it stands so far.
  package var movement: ViewMovement {
    var tallies = own
    groups.pour(into: &tallies, keeping: sampleLimit)
    let moved = tallies.enumerated().filter { !$0.element.records.isEmpty }
    return ViewMovement(
      parties: moved.map { place, tally in
        ViewMovement.PartyMovement(
          party: pairs.parties[place], records: tally.records, sample: tally.sample)
      }, records: total, examined: examined)
  }

  /// Whether nobody's view can move beyond what was counted at once, so that no contact needs to be
  /// handed over.
  package var isComplete: Bool {
    sources.placements.isEmpty && sources.contacts.isEmpty && sources.organizations.isEmpty
  }

  /// Counts a contact as it stands.
  package mutating func count(_ contact: Contact, foundIn holder: Holder) {
    guard isFirst(contact, in: holder) else { return }
    examined += 1
    makeRoom()
    let outlooks = outlooks(of: contact)
    let sample = ViewMovement.Sample(record: contact.id.record, kind: .contact)
    var directions = outlooks.directions
    for group in outlooks.moved {
      var direction = group.direction
      if direction == nil { direction = pairs.direction(contact, for: group.representative) }
      guard let direction else { continue }
      outlooks.groups.tallies[group.place].add(direction, sample, keeping: sampleLimit)
      add(direction, of: outlooks.groups.members[group.place].count)
      directions.insert(direction.rawValue)
    }
    if let place = outlooks.owner, let direction = pairs.ownDirection(contact.organization) {
      own[Int(place)].add(direction, sample, keeping: sampleLimit)
      add(direction, of: 1)
      directions.insert(direction.rawValue)
    }
    add(directions, .contact)
  }

  // MARK: What is counted at once

  private mutating func countStructure() {
    for change in changes {
      if case .contact = change.before ?? change.after { count(change.before, change.after) }
    }
    for id in sources.departments {
      let before = pairs.before.departments[id].map { Record.department($0) }
      let after = pairs.after.departments[id].map { Record.department($0) }
      count(before, after)
    }
  }

  /// Counts a record that may differ itself.
  private mutating func count(_ before: Record?, _ after: Record?) {
    guard let record = before ?? after else { return }
    let owner = record.owner
    examined += 1
    makeRoom()
    let groups = groups.groups(
      of: owner, before: before.map { pairs.before.rules(about: $0) } ?? [],
      after: after.map { pairs.after.rules(about: $0) } ?? [])
    let sample = ViewMovement.Sample(record: record.id, kind: record.kind)
    var directions: Set<Int> = []
    for (place, members) in groups.members.enumerated() {
      guard let first = members.first,
        let direction = pairs.direction(from: before, to: after, for: first)
      else { continue }
      groups.tallies[place].add(direction, sample, keeping: sampleLimit)
      add(direction, of: members.count)
      directions.insert(direction.rawValue)
    }
    if let place = self.groups.place(of: owner),
      let direction = pairs.ownDirection(of: owner, from: before, to: after)
    {
      own[Int(place)].add(direction, sample, keeping: sampleLimit)
      add(direction, of: 1)
      directions.insert(direction.rawValue)
    }
    add(directions, record.kind)
  }

  private mutating func add(_ direction: ViewMovement.Direction, of parties: Int) {
    if direction == .disappears { withdrawals += parties }
  }

  private mutating func add(_ directions: Set<Int>, _ kind: RecordKind) {
    for case let direction? in directions.map({ ViewMovement.Direction(rawValue: $0) }) {
      total.add(direction, kind)
    }
  }

  // MARK: Contacts as they stand

  /// All that decides how much of a contact is seen, where no rule names it.
  private struct Place: Hashable {
    let organization: Party
    let placements: [Contact.Placement]
  }

  /// What becomes of the contacts of one place.
  private struct Outlooks {
    let groups: PartyGroups
    /// Those for which something may move.
    let moved: [Group]
    /// The place of the contacts' own organization, if it is concerned.
    let owner: Int32?
    /// What is known without the contact.
    let directions: Set<Int>

    struct Group {
      let place: Int
      let representative: Int32
      /// Nil where it takes the rows to tell.
      let direction: ViewMovement.Direction?
    }
  }

  private static let placeLimit = 16_384

  private mutating func makeRoom() {
    guard groups.isFull || outlooks.count >= Self.placeLimit else { return }
    groups.pour(into: &own, keeping: sampleLimit)
    groups.clear()
    outlooks = [:]
  }

  private mutating func outlooks(of contact: Contact) -> Outlooks {
    let isNamed =
      pairs.before.rulesOf[.contact(contact.id)] != nil
      || pairs.after.rulesOf[.contact(contact.id)] != nil
    let place = Place(organization: contact.organization, placements: contact.placements)
    if !isNamed, let known = outlooks[place] { return known }
    let found = groups.groups(
      of: contact.organization, before: pairs.before.rules(about: contact),
      after: pairs.after.rules(about: contact))
    let moved = found.members.enumerated().compactMap { place, members -> Outlooks.Group? in
      guard let first = members.first else { return nil }
      switch pairs.outlook(of: contact, for: first) {
      case .still: return nil
      case .moves(let direction):
        return Outlooks.Group(place: place, representative: first, direction: direction)
      case .depends: return Outlooks.Group(place: place, representative: first, direction: nil)
      }
    }
    let result = Outlooks(
      groups: found, moved: moved, owner: groups.place(of: contact.organization),
      directions: Set(moved.compactMap { $0.direction?.rawValue }))
    if !isNamed { outlooks[place] = result }
    return result
  }

  /// A contact is found by each of its departments: the least of those that are looked through counts.
  private func isFirst(_ contact: Contact, in holder: Holder) -> Bool {
    guard !changed.contains(contact.id.record) else { return false }
    if case .name = holder { return true }
    guard !sources.contacts.contains(contact.id) else { return false }
    guard case .department(let department) = holder else { return true }
    guard !sources.organizations.contains(contact.organization) else { return false }
    let found = contact.placements.lazy.map(\.department).filter(sources.placements.contains)
    return found.min() == department
  }
}

extension Party {
  fileprivate func isBefore(_ other: Party) -> Bool {
    switch (self, other) {
    case (_, .enterprise): false
    case (.enterprise, .partner): true
    case (.partner(let left), .partner(let right)): left < right
    }
  }
}

extension Topology {
  fileprivate func rules(about record: Record) -> Set<RuleID> {
    switch record {
    case .contact(let contact): rules(about: contact)
    case .department(let department): rules(about: department)
    default: []
    }
  }
}

package import Domain

/// What a change would do to the views of everybody whom it concerns, as numbers with a few examples.
package struct ViewMovement: Hashable, Sendable {
  /// Those whose view moves, the enterprise first, then by id.
  package let parties: [PartyMovement]
  /// Every record once, however many parties it moves for.
  package let records: RecordMovement
  /// How many records were looked at.
  package let examined: Int

  /// How many parties lose, gain or see differently at least one record.
  package func count(of direction: Direction) -> Int {
    parties.count { $0.records[direction].count > 0 }
  }

  /// How much all parties together lose: a record that three lose counts three times.
  package var withdrawals: Int { parties.reduce(0) { $0 + $1.records[.disappears].count } }

  /// What becomes of one record in one view.
  package enum Direction: Int, CaseIterable, Sendable {
    case appears
    case disappears
    /// It is seen before and after, and what is seen differs.
    case changes
  }

  package struct PartyMovement: Hashable, Sendable {
    package let party: Party
    package let records: RecordMovement
    /// The first records that were found, at most as many as were asked for in each direction.
    package let sample: [Direction: [Sample]]
  }

  package struct Sample: Hashable, Sendable {
    package let record: RecordID
    package let kind: RecordKind
  }
}

/// Numbers of records by what becomes of them.
package struct RecordMovement: Hashable, Sendable {
  private var counts: [Counts] = Array(
    repeating: Counts(), count: ViewMovement.Direction.allCases.count)

  package init() {}

  package struct Counts: Hashable, Sendable {
    package var contacts = 0
    package var departments = 0

    package var count: Int { contacts + departments }
  }

  package subscript(direction: ViewMovement.Direction) -> Counts { counts[direction.rawValue] }

  package var isEmpty: Bool { counts.allSatisfy { $0.count == 0 } }

  mutating func add(_ direction: ViewMovement.Direction, _ kind: RecordKind) {
    if kind == .contact {
      counts[direction.rawValue].contacts += 1
    } else {
      counts[direction.rawValue].departments += 1
    }
  }

  mutating func add(_ other: RecordMovement) {
    for place in counts.indices {
      counts[place].contacts += other.counts[place].contacts
      counts[place].departments += other.counts[place].departments
    }
  }
}

/// Numbers with the first few records of each direction.
struct MovementTally {
  var records = RecordMovement()
  private(set) var sample: [ViewMovement.Direction: [ViewMovement.Sample]] = [:]

  mutating func add(
    _ direction: ViewMovement.Direction, _ record: ViewMovement.Sample, keeping limit: Int
  ) {
    records.add(direction, record.kind)
    if sample[direction]?.count ?? 0 < limit { sample[direction, default: []].append(record) }
  }

  mutating func add(_ other: MovementTally, keeping limit: Int) {
    records.add(other.records)
    for (direction, found) in other.sample {
      let left = limit - (sample[direction]?.count ?? 0)
      if left > 0 { sample[direction, default: []] += found.prefix(left) }
    }
  }
}

import Delivery
import Domain
import Storage
import Testing
@testable import Gateway
import Views

/// What an entry is found by, held against whole views before and after it.
struct `Index of entries` {
  @Test(arguments: Seeds.areMany ? Array(1...40) : [1, 2, 3] as [UInt64])
  func `nothing that moves in a view is missed for its party`(seed: UInt64) throws {
    let run = try Run(seed: seed)
    run.isRough = false
    try run.cast.foundWide()
    let scan = try JournalScan(run)
    var edits = EditStream(run)
    for _ in 0..<200 {
      try edits.next()
      try scan.take()
    }
    #expect(scan.moved > 250, "\(scan.moved) rows moved")
    #expect(scan.kinds.isSuperset(of: [.contact, .department, .rule, .membership]))
    try scan.expectSameFromStore()
  }
}

/// Follows a journal entry by entry and looks at what moved in whose view.
private final class JournalScan {
  private let run: Run
  private let start: Topology
  private let reader: any StoreReader
  private let journal: FollowedJournal
  private var views: [Party: PartyView] = [:]
  private var followed: [FollowedEntry] = []
  /// Rows that differed before and after an entry.
  private(set) var moved = 0
  /// The kinds of record whose changes moved a row of another record.
  private(set) var kinds: Set<RecordKind> = []

  init(_ run: Run) throws {
    self.run = run
    let world = run.world
    start = try world.topology.at(world.head)
    reader = try world.store.makeReader()
    journal = FollowedJournal(topology: start, reader: reader)
    for party in run.cast.parties {
      views[party] = PartyView(
        party: party, endpoint: EndpointID(from: world.random), ids: try world.ids(of: party),
        journal: journal, reader: reader)
    }
  }

  /// Looks at the entries that were written since.
  func take() throws {
    let world = run.world
    try reader.refresh()
    let recent = world.recent.filter { $0.position > journal.head }
    for entry in try journal.follow(recent, upTo: world.head) {
      followed.append(entry)
      for party in run.cast.parties { try look(at: entry, for: party) }
    }
  }

  private func look(at entry: FollowedEntry, for party: Party) throws {
    let before = try run.world.view(of: party, at: entry.position.previous)
    let after = try run.world.view(of: party, at: entry.position)
    let differing = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    guard !differing.isEmpty else { return }
    moved += differing.count
    let changed = run.world.changed[Int(entry.position.number)]
    kinds.formUnion(changed.compactMap { self.kind(of: $0, at: entry.position) })
    let place = "\(changed.map(\.short)) at \(entry.position.number)"
    try demand(entry.concerned.contains(party), "\(place): \(party) is not concerned")
    let contacts = Set(entry.contacts.map(\.record))
    let others = differing.subtracting(contacts)
    guard !others.isEmpty else { return }
    try demand(entry.moved.contains(party), of: others.first, "\(place): not moved for \(party)")
    let found = try candidates(of: entry, for: party)
    for record in others {
      guard let candidate = found[record] else {
        throw Violation("\(place): \(record.short) is not found for \(party)", of: record)
      }
      try demand(
        candidate.before?.canonicalBytes == before[record]?.data, of: record,
        "\(place): \(record.short) was another row before")
      try demand(
        candidate.after?.canonicalBytes == after[record]?.data, of: record,
        "\(place): \(record.short) is another row now")
    }
  }

  /// What a run over the entry reads from the store.
  private func candidates(
    of entry: FollowedEntry, for party: Party
  ) throws -> [RecordID: RunPage.Candidate] {
    guard let view = views[party] else { throw Missing() }
    let span = RunSpan(.change, base: entry.position.previous, cause: entry.position)
    var found: [RecordID: RunPage.Candidate] = [:]
    var place: RunPlace?
    while true {
      let page = try view.page(of: span, after: place, limit: 7)
      for candidate in page.candidates { found[candidate.record] = candidate }
      if page.isLast { return found }
      place = page.through
    }
  }

  private func kind(of record: RecordID, at position: Position) -> RecordKind? {
    let states = run.world.states
    let number = Int(position.number)
    return (states[number][record] ?? states[number - 1][record])?.kind
  }

  /// Who comes later and reads the journal back finds the same.
  func expectSameFromStore() throws {
    let late = FollowedJournal(topology: start, reader: reader)
    let read = try late.follow(nil, upTo: journal.head)
    #expect(read.count == followed.count)
    for (one, other) in zip(read, followed) {
      #expect(one.position == other.position)
      #expect(one.concerned == other.concerned)
      #expect(one.moved == other.moved)
      #expect(one.contacts == other.contacts)
    }
  }
}

extension Topology {
  /// The same as one that stands at a later position, where nothing of it has changed.
  fileprivate func at(_ position: Position) -> Topology {
    var topology = self
    topology.position = position
    return topology
  }
}

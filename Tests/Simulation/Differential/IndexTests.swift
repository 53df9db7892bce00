import Delivery
import Domain
import Storage
import Testing
@testable import Gateway
import Views

/// What an entry is found by, held against whole views before and after it.
struct `Index of entries` {
  @Test(arguments: Seeds.areMany ? Array(1...40) : [1, 2, 3] as [UInt64])
  func `nothing that moves in a view is missed for its party or endpoint`(seed: UInt64) throws {
    let run = try Run(seed: seed)
    run.isRough = false
    try run.cast.foundWide()
    let scan = try JournalScan(run)
    var edits = EditStream(run)
    for number in 1...200 {
      if number.isMultiple(of: 10) { try edits.rescope() } else { try edits.next() }
      try scan.take()
    }
    #expect(scan.moved > 250, "\(scan.moved) rows moved")
    #expect(
      scan.kinds.isSuperset(of: [.contact, .link, .department, .rule, .membership, .endpoint]))
    try scan.expectSameFromStore()
  }
}

/// Follows a journal entry by entry and looks at what moved in whose view.
private final class JournalScan {
  private let run: Run
  private let start: Topology
  private let reader: any StoreReader
  private let journal: FollowedJournal
  private var views: [Viewer: PartyView] = [:]
  private var followed: [FollowedEntry] = []
  /// The endpoints there are, and of each party one more that is told everything.
  private struct Viewer: Hashable {
    let party: Party
    let endpoint: EndpointID
  }

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
    let wide = run.cast.parties.map {
      Viewer(party: $0, endpoint: EndpointID(from: world.random))
    }
    let endpoints = try world.current.endpoints.values.map {
      Viewer(party: $0.party, endpoint: $0.id)
    }
    for viewer in wide + endpoints {
      views[viewer] = PartyView(
        party: viewer.party, endpoint: viewer.endpoint, ids: try world.ids(of: viewer.party),
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
      for viewer in views.keys { try look(at: entry, for: viewer) }
    }
  }

  private func look(at entry: FollowedEntry, for viewer: Viewer) throws {
    let (party, endpoint) = (viewer.party, viewer.endpoint)
    let before = try run.world.view(of: endpoint, party, at: entry.position.previous)
    let after = try run.world.view(of: endpoint, party, at: entry.position)
    let differing = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    guard !differing.isEmpty else { return }
    moved += differing.count
    let changed = run.world.changed[Int(entry.position.number)]
    kinds.formUnion(changed.compactMap { self.kind(of: $0, at: entry.position) })
    let place = "\(changed.map(\.short)) at \(entry.position.number)"
    try demand(entry.concerns(endpoint, of: party), "\(place): \(party) is not concerned")
    var told = entry.contacts.map(\.record) + entry.links.map(\.record)
    for end in entry.ends {
      told += try views[viewer]?.links(at: end.record, at: entry.position, limit: 1_000) ?? []
    }
    let others = differing.subtracting(told)
    guard !others.isEmpty else { return }
    try demand(
      entry.moves(endpoint, of: party), of: others.first, "\(place): not moved for \(party)")
    let found = try candidates(of: entry, for: viewer)
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
    of entry: FollowedEntry, for viewer: Viewer
  ) throws -> [RecordID: RunPage.Candidate] {
    guard let view = views[viewer] else { throw Missing() }
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
      #expect(one.rescoped == other.rescoped)
      #expect(one.contacts == other.contacts)
      #expect(one.ends == other.ends)
      #expect(one.links == other.links)
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

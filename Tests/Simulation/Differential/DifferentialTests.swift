import Crypto
import Domain
import Testing
@testable import Gateway
import Storage
import Views

/// The engine that moves views forward by differences, held against views worked out anew.
struct `Differential runs` {
  /// Of each seed; where seeds are few they come to ten thousand together.
  static let editCount = Seeds.areMany ? 10_000 : 2_000

  @Test(arguments: Seeds.differential, [false, true])
  func `after thousands of edits sums and copies equal the view worked out anew`(
    seed: UInt64, onDisk: Bool
  ) throws {
    var comparison = try ViewsComparison(seed: seed, onDisk: onDisk)
    do {
      try comparison.play(Self.editCount)
    } catch {
      let record = (error as? Violation)?.record
      let trace = comparison.run.trace.text(of: record, limit: 30)
      Issue.record("seed \(seed), on disk \(onDisk): \(error)\n\(trace)")
    }
    #expect(comparison.rows > 40)
    #expect(comparison.movedSums > 500)
  }
}

/// Edits, and after each few of them the comparison of all that is kept with what is worked out.
private struct ViewsComparison {
  let run: Run
  private var edits: EditStream
  private var kept: [Viewer: KeptView] = [:]
  /// Of the structure as the last edit of it left it.
  private var builders: [Viewer: RowBuilder] = [:]
  /// Rows in all views at the last comparison.
  private(set) var rows = 0
  /// How often kept sums were moved over an entry.
  private(set) var movedSums = 0

  /// A party, or endpoints of it that have one scope.
  private struct Viewer: Hashable {
    let party: Party
    var scope = Endpoint.Scope.whole
  }

  init(seed: UInt64, onDisk: Bool) throws {
    var settings = Node.Settings()
    settings.runPage = 50
    run = try Run(seed: seed, settings: settings, onDisk: onDisk)
    run.isRough = false
    run.looksAtAll = false
    edits = EditStream(run)
    try run.cast.foundWide()
    try run.start()
  }

  /// Delivery follows after so many edits, and so many times before all is compared.
  private static let batch = 50
  private static let batches = Seeds.areMany ? 1 : 4
  private static let ofContacts = 10

  mutating func play(_ count: Int) throws {
    for round in 1...count / (Self.batch * Self.batches) {
      for _ in 1..<Self.batches {
        for _ in 0..<Self.batch { try edits.next() }
        try run.quieten()
        run.world.forgetPast()
      }
      try playAndCompare()
      guard round.isMultiple(of: 10) else { continue }
      try run.checkEnd()
      try run.crash()
      try run.start()
    }
  }

  /// The last edits are of contacts alone, over which sums are moved.
  private mutating func playAndCompare() throws {
    for _ in Self.ofContacts..<Self.batch { try edits.next() }
    try sumAnew()
    for _ in 0..<Self.ofContacts {
      let head = run.world.head
      try edits.next(contactsOnly: true)
      try moveSums(after: head)
    }
    try compareSums()
    try run.quieten()
    try compareCopies()
    run.world.forgetPast()
  }

  // MARK: Sums

  private mutating func sumAnew() throws {
    let (topology, head) = (try run.world.topology, run.world.head)
    let reader = try run.world.store.makeReader()
    let records = SessionRecords(reader: reader, enterprise: run.world.enterprise, last: head)
    let endpoints = try run.world.current.endpoints.values
    builders = [:]
    for viewer in run.cast.parties.map({ Viewer(party: $0) })
      + endpoints.map({ Viewer(party: $0.party, scope: $0.scope) })
    where builders[viewer] == nil {
      let builder = RowBuilder(
        scope: Scope(of: viewer.party, in: topology, narrowedTo: viewer.scope),
        ids: try run.world.ids(of: viewer.party))
      builders[viewer] = builder
      kept[viewer] = try KeptView(builder, reader: records, at: head)
    }
  }

  private mutating func moveSums(after position: Position) throws {
    let (entries, head) = (run.world.recent.filter { $0.position > position }, run.world.head)
    let reader = try run.world.store.makeReader()
    let records = SessionRecords(reader: reader, enterprise: run.world.enterprise, last: head)
    for (viewer, builder) in builders {
      movedSums += 1
      try kept[viewer]?.move(over: entries, to: head, builder, records)
    }
  }

  private mutating func compareSums() throws {
    rows = 0
    for viewer in builders.keys {
      let view = try run.world.view(
        of: viewer.party, within: viewer.scope, at: run.world.head)
      rows += view.count
      let digests = view.values.map { SHA256.hash($0.data) }
      let whole = kept[viewer]?.sums.sum(of: .all)
      try demand(
        whole == ViewSum(count: view.count, sum: digests.reduce(Digest.zero) { $0 &+ $1 }),
        "the kept sums of \(viewer) are \(whole?.count ?? 0) rows, the view has \(view.count)")
    }
  }

  // MARK: Copies

  private func compareCopies() throws {
    for endpoint in try run.world.current.endpoints.values where endpoint.state == .active {
      let view = try run.world.view(of: endpoint.id, endpoint.party, at: run.world.head)
      let copy = try required(run.receivers[endpoint.id]).rows
      for (record, row) in view {
        try demand(
          copy[row.id] == row.data, of: record,
          "\(run.short(endpoint.id)): \(record.short) is not as it is seen")
      }
      try demand(
        copy.count == view.count,
        "\(run.short(endpoint.id)): \(copy.count) records in the copy, \(view.count) in the view")
    }
  }
}

extension Seeds {
  static var differential: [UInt64] { areMany ? Array(1...8) : Array(1...5) }

  static var areMany: Bool { chosen.count > 1_000 }
}

import Crypto
import Delivery
import Domain
import Storage
import TemporaryFiles
@testable import Gateway
import Views
import Wire

/// One enterprise with its store and what the writer has published: commands run through the real
/// writer's logic, one transaction each.
final class World {
  let clock: VirtualClock
  let random: SeededRandom
  let faults = StoreFaults()
  let masterKey: MasterKey
  let enterprise: EnterpriseID
  private(set) var store: any Store
  /// Where the store's file is; nil for a store in memory.
  private let folder: TemporaryFolder?
  private(set) var state: PublishedState
  /// Entries since the last start, as the writer keeps them for delivery.
  private(set) var recent: [CommittedEntry] = []
  /// Every record after each position; the index is the position.
  private(set) var states: [[RecordID: Record]]
  /// The records that each entry changed.
  private(set) var changed: [[RecordID]]
  /// Every fact that has happened, in order.
  private(set) var facts: [TimedFact] = []
  private var views: [ViewKey: [RecordID: ExpectedRow]] = [:]
  private var partyIDs: [Party: PartyIDs] = [:]
  /// The records as they stand, by id.
  private(set) var orderedRecords: [Record] = []

  private struct ViewKey: Hashable {
    let party: Party
    let scope: Endpoint.Scope
    let position: Position
  }

  /// The store is in memory unless it is to be `onDisk`, where no write of it fails.
  init(seed: UInt64, onDisk: Bool = false) throws {
    clock = VirtualClock(Timestamp(seconds: 1_800_000_000))
    random = SeededRandom(seed: seed)
    masterKey = try required(MasterKey(bytes: random.bytes(MasterKey.byteCount)))
    folder = onDisk ? try TemporaryFolder() : nil
    store =
      try folder.map { try SQLiteStore.create(at: Self.file(in: $0)) }
      ?? MemoryStore(beforeCommit: faults.beforeCommit)
    let founding = Founding(store: store, masterKey: masterKey, clock: clock, random: random)
    enterprise = try founding.found(Name("Brand"), keyName: Name("first")).enterprise
    state = try Self.load(store, masterKey)
    let founded = try store.makeReader().head(of: enterprise).position
    states = Array(repeating: [:], count: Int(founded.number) + 1)
    changed = Array(repeating: [], count: Int(founded.number) + 1)
  }

  private static func file(in folder: TemporaryFolder) -> String { folder.file("weir.db") }

  private static func load(_ store: any Store, _ masterKey: MasterKey) throws -> PublishedState {
    try StateLoader(reader: try store.makeReader(), masterKey: masterKey).load()
  }

  var current: EnterpriseState {
    get throws { try required(state.enterprises[enterprise]) }
  }

  var head: Position { Position(Int64(states.count - 1)) }
  var records: [RecordID: Record] { states[states.count - 1] }

  var topology: Topology {
    get throws { try current.topology }
  }

  /// Everything in memory is gone; the store keeps what was committed.
  func crash() throws {
    if let memory = store as? MemoryStore {
      store = try memory.crashedCopy(beforeCommit: faults.beforeCommit)
    } else if let folder {
      store.close()
      store = try SQLiteStore.open(at: Self.file(in: folder))
    }
    state = try Self.load(store, masterKey)
    recent = []
  }

  /// Keeps of the past what a store keeps; to be called where everybody is at the head.
  func forgetPast() {
    recent = []
    views = [:]
    for index in states.indices.dropLast() { states[index] = [:] }
  }

  // MARK: Commands

  /// Carries one command out; throws what the store throws.
  @discardableResult
  func perform(
    _ command: Command, by actor: Actor = .operatorAtMachine
  ) throws -> Result<Outcome, SubmissionFailure> {
    let settings = Batch.Settings(
      clock: clock, random: random, outcomeLifetime: .seconds(3600), notice: { _ in })
    let submission = Submission(enterprise: enterprise, command: command, actor: actor) { _ in }
    let (answer, batch) = try store.write { transaction in
      let batch = Batch(base: state, transaction: transaction, settings: settings)
      return (try batch.run(submission), batch)
    }
    let changed = batch.edits.values.filter { !$0.entries.isEmpty }
    for edit in changed { note(edit.entries) }
    if !changed.isEmpty { state = state.following(changed) }
    return answer.result
  }

  private func note(_ entries: [CommittedEntry]) {
    recent += entries
    for entry in entries {
      var next = records
      for change in entry.changes {
        next[change.id] = change.after
        order(change)
      }
      states.append(next)
      changed.append(entry.changes.map(\.id))
      facts += Fact.facts(of: entry.changes).map {
        TimedFact(fact: $0, position: entry.position, time: entry.time)
      }
    }
  }

  private func order(_ change: Change) {
    var (low, high) = (0, orderedRecords.count)
    while low < high {
      let middle = (low + high) / 2
      if orderedRecords[middle].id < change.id { low = middle + 1 } else { high = middle }
    }
    let isThere = low < orderedRecords.count && orderedRecords[low].id == change.id
    orderedRecords.replaceSubrange(
      low..<(isThere ? low + 1 : low), with: change.after.map { [$0] } ?? [])
  }

  // MARK: Views

  /// As the party knows records now, or knew them at a position.
  func ids(of party: Party, at position: Position? = nil) throws -> PartyIDs {
    var epoch = 0
    let records = states[Int((position ?? head).number)]
    if let id = party.partner, case .partner(let partner)? = records[id.record] {
      epoch = partner.idEpoch
    }
    if let known = partyIDs[party], known.epoch == epoch { return known }
    let ids = try required(
      PartyIDs(party: party, enterprise: enterprise, keys: try current.keys, epoch: epoch))
    partyIDs[party] = ids
    return ids
  }

  /// What an endpoint of a party is to be told.
  func view(
    of endpoint: EndpointID, _ party: Party, at position: Position
  ) throws -> [RecordID: ExpectedRow] {
    try view(of: party, within: scope(of: endpoint, at: position), at: position)
  }

  func scope(of endpoint: EndpointID, at position: Position) -> Endpoint.Scope {
    guard case .endpoint(let record)? = states[Int(position.number)][endpoint.record] else {
      return .whole
    }
    return record.scope
  }

  /// What a party is to see, worked out apart from the code under test.
  func view(
    of party: Party, within scope: Endpoint.Scope = .whole, at position: Position
  ) throws -> [RecordID: ExpectedRow] {
    let key = ViewKey(party: party, scope: scope, position: position)
    if let known = views[key] { return known }
    let naive = NaiveView(
      records: states[Int(position.number)], party: party,
      ids: try ids(of: party, at: position), scope: scope)
    let rows = naive.rows()
    views[key] = rows
    return rows
  }
}

struct Missing: Error {}

func required<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw Missing() }
  return value
}

extension World {
  func isSuspended(_ party: Party) -> Bool {
    guard let id = party.partner, case .partner(let partner)? = records[id.record] else {
      return false
    }
    return partner.state == .suspended
  }
}

import Crypto
import Domain
import Storage
import Views
import Wire

/// What one transaction has done to an enterprise so far; dropped whole when the commit fails.
final class EnterpriseEdit {
  let id: EnterpriseID
  private(set) var head: Head
  private(set) var topology: Topology
  private(set) var endpoints: [EndpointID: Endpoint]
  private(set) var entries: [CommittedEntry] = []
  private(set) var keyChanges: [Change] = []
  /// Versions read or written, so that a batch on one record decodes it once.
  private var records: [RecordID: Record?] = [:]
  private let keys: EnterpriseKeys
  private(set) var removals: RemovalWindow
  private var sizes: [Party: KnownSize]

  init(of state: EnterpriseState) {
    id = state.id
    head = state.head
    topology = state.topology
    endpoints = state.endpoints
    keys = state.keys
    removals = state.removals
    sizes = state.sizes
  }

  /// An enterprise without entries.
  init(of enterprise: EnterpriseID, keys: EnterpriseKeys) {
    id = enterprise
    head = Head(position: .start, time: .epoch, hash: Entry.origin(of: enterprise))
    topology = Topology(enterprise: enterprise)
    endpoints = [:]
    self.keys = keys
    removals = RemovalWindow(length: RemovalLimit.standard.window)
    sizes = [:]
  }

  /// The time that the next entry gets: the wall clock, but always later than the entry before.
  func nextTime(_ now: Timestamp) -> Timestamp {
    max(now, head.time + .microseconds(1))
  }

  /// The record as it stands now; `read` is asked only for what is not in memory.
  func record(
    _ id: RecordID, _ kind: RecordKind, read: () throws -> Record?
  ) throws -> Record? {
    if kind.isTopology { return topology.record(id, kind) }
    if kind == .endpoint { return endpoints[EndpointID(id)].map { .endpoint($0) } }
    if let known = records[id] { return known?.kind == kind ? known : nil }
    guard let record = try read() else { return nil }
    records[id] = .some(record)
    return record
  }

  /// Takes over an entry that the transaction has appended, and tells whose view it may move.
  func apply(_ entry: Entry, _ changes: [Change]) -> Set<Party> {
    head = Head(position: entry.position, time: entry.time, hash: entry.hash)
    removals.apply(changes, of: entry.command, at: entry.time)
    if !sizes.isEmpty { for change in changes { count(change) } }
    let affected = topology.apply(changes, at: entry.position)
    for change in changes {
      switch change.kind {
      case .endpoint: endpoints[EndpointID(change.id)] = change.after?.endpoint
      case .key:
        keyChanges.append(change)
        records[change.id] = .some(change.after)
      case .contact, .enterprise, .stagedChange, .link: records[change.id] = .some(change.after)
      case .chain, .group, .partner, .membership, .department, .rule, .agreement: break
      }
    }
    entries.append(
      CommittedEntry(
        position: entry.position, time: entry.time, changes: changes, affectedParties: affected))
    return affected
  }

  /// How many records an organization has, from memory where that is enough; `count` is asked for as
  /// many as it is given.
  func size(of party: Party, upTo limit: Int, count: (Int) throws -> Int) rethrows -> Int {
    if let known = sizes[party], known.isExact || known.count >= limit { return known.count }
    // Twice as many as is needed, so that a growing need counts each record but a few times.
    let found = try count(2 * limit)
    sizes[party] = KnownSize(count: found, isExact: found < 2 * limit)
    return found
  }

  private func count(_ change: Change) {
    guard let record = change.after ?? change.before, KnownSize.kinds.contains(record.kind) else {
      return
    }
    if change.before == nil { sizes[record.owner]?.count += 1 }
    if change.after == nil { sizes[record.owner]?.count -= 1 }
  }

  /// What is published once the commit is durable.
  func finished() -> EnterpriseState {
    EnterpriseState(
      id: id, head: head, topology: topology, endpoints: endpoints, keys: keys, removals: removals,
      sizes: sizes)
  }
}

extension Record {
  fileprivate var endpoint: Endpoint? {
    guard case .endpoint(let endpoint) = self else { return nil }
    return endpoint
  }
}

import Crypto
import Delivery
import Domain
import Wire

/// Reads one state of a `MemoryStore`.
class MemoryReader: StoreReader {
  private let store: MemoryStore
  /// Nil once released.
  final var held: MemoryState?

  init(of store: MemoryStore, state: MemoryState) {
    self.store = store
    held = state
  }

  func refresh() throws {
    held = try store.committed()
  }

  func release() throws {
    held = nil
  }

  /// The state to read, or why there is none.
  final var state: MemoryState {
    get throws(StoreError) {
      guard !store.isClosed else { throw .closed }
      guard let held else { throw stateless }
      return held
    }
  }

  /// Why there is no state.
  var stateless: StoreError { .released }

  final func enterprises() throws -> [EnterpriseRow] {
    try state.enterprises
  }

  final func head(of enterprise: EnterpriseID) throws -> Head {
    guard let head = try state.heads[enterprise] else { throw StoreError.unknownEnterprise }
    return head
  }

  final func entries(
    after position: Position, limit: Int, in enterprise: EnterpriseID
  ) throws -> [Entry] {
    var rows: [Entry] = []
    guard limit > 0, position.number < .max else { return rows }
    let lower = EntryKey(enterprise: enterprise, position: position.next)
    try state.entries.scan(from: lower) { key, entry in
      guard key.enterprise == enterprise else { return false }
      rows.append(entry)
      return rows.count < limit
    }
    return rows
  }

  final func entries(
    naming part: String, since time: Timestamp, after position: Position, limit: Int,
    in enterprise: EnterpriseID
  ) throws -> [Entry] {
    let all = try entries(after: position, limit: .max, in: enterprise)
    return Array(all.lazy.filter { time <= $0.time && $0.command.contains(part) }.prefix(limit))
  }

  final func time(of position: Position, in enterprise: EnterpriseID) throws -> Timestamp? {
    try state.entries[EntryKey(enterprise: enterprise, position: position)]?.time
  }

  final func outcome(
    of key: IdempotencyKey, since: Timestamp, in enterprise: EnterpriseID
  ) throws -> OutcomeRow? {
    guard let row = try state.outcomes[OutcomeKey(key, in: enterprise)] else { return nil }
    return row.time < since ? nil : row
  }

  final func cursors() throws -> [CursorRow] {
    var rows: [CursorRow] = []
    try state.cursors.scan(from: .least) { _, row in
      rows.append(row)
      return true
    }
    return rows
  }

  final func exceptions(of endpoint: EndpointID) throws -> [ExceptionRow] {
    var rows: [ExceptionRow] = []
    let lower = CopyKey(endpoint: endpoint, record: .least)
    try state.exceptions.scan(from: lower) { key, row in
      guard key.endpoint == endpoint else { return false }
      rows.append(row)
      return true
    }
    return rows
  }

  final func runs(of endpoint: EndpointID) throws -> [RunRow] {
    var rows: [RunRow] = []
    try state.runs.scan(from: RunKey(endpoint: endpoint, number: .min)) { key, row in
      guard key.endpoint == endpoint else { return false }
      rows.append(row)
      return true
    }
    return rows
  }

  final func standing(
    at endpoint: EndpointID, after last: RecordID?, limit: Int
  ) throws -> [ToldRow] {
    var rows: [ToldRow] = []
    guard limit > 0 else { return rows }
    let lower = ToldKey(endpoint: endpoint, record: last ?? .least, first: .start)
    try state.told.scan(from: lower) { key, row in
      guard key.endpoint == endpoint else { return false }
      if key.record != last, row.stands { rows.append(row) }
      return rows.count < limit
    }
    return rows
  }

  final func told(at endpoint: EndpointID, record: RecordID) throws -> ToldRow? {
    let newest = ToldKey(endpoint: endpoint, record: record, first: Position(.max))
    guard let found = try state.told.last(atMost: newest), found.key.endpoint == endpoint,
      found.key.record == record
    else { return nil }
    return found.value
  }

  final func disclosures(
    of record: RecordID, upTo position: Position, after last: DisclosurePlace?, limit: Int
  ) throws -> [ToldRow] {
    var rows: [ToldRow] = []
    guard limit > 0 else { return rows }
    let lower = DisclosureKey(
      record: record, endpoint: last?.endpoint ?? .least, first: last?.first ?? .start)
    let state = try state
    try state.disclosures.scan(from: lower) { key, toldKey in
      guard key.record == record else { return false }
      guard key.first <= position else { return true }
      if last == nil || key != lower, let row = state.told[toldKey] { rows.append(row) }
      return rows.count < limit
    }
    return rows
  }
}

extension RecordID {
  static let least = RecordID(Block128(high: 0, low: 0))
}

extension Identifier {
  static var least: Self { Self(Block128(high: 0, low: 0)) }
}

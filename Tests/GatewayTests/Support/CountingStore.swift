import Delivery
import Domain
import Storage
import Synchronization
import Wire

/// A store that counts what is read of it.
final class CountingStore: Store {
  struct Count: Sendable {
    var calls = 0
    var rows = 0
  }

  private let store: any Store
  private let counter = Counter()

  init(of store: any Store) {
    self.store = store
  }

  var count: Count { counter.count.withLock { $0 } }

  func write<Result>(_ body: (any StoreTransaction) throws -> Result) throws -> Result {
    try store.write(body)
  }

  func makeReader() throws -> any StoreReader {
    CountingReader(of: try store.makeReader(), counter)
  }

  func checkpoint() throws { try store.checkpoint() }
  func close() { store.close() }

  fileprivate final class Counter: Sendable {
    let count = Mutex(Count())
  }
}

private final class CountingReader: StoreReader {
  private let reader: any StoreReader
  private let counter: CountingStore.Counter

  init(of reader: any StoreReader, _ counter: CountingStore.Counter) {
    self.reader = reader
    self.counter = counter
  }

  private func counted<Row>(_ rows: [Row]) -> [Row] {
    counter.count.withLock {
      $0.calls += 1
      $0.rows += rows.count
    }
    return rows
  }

  private func counted<Row>(_ row: Row) -> Row {
    _ = counted([row])
    return row
  }

  func refresh() throws { try reader.refresh() }
  func release() throws { try reader.release() }
  func enterprises() throws -> [EnterpriseRow] { counted(try reader.enterprises()) }
  func head(of enterprise: EnterpriseID) throws -> Head { counted(try reader.head(of: enterprise)) }

  func version(
    of record: RecordID, _ kind: RecordKind, at position: Position, in enterprise: EnterpriseID
  ) throws -> VersionRow? {
    counted(try reader.version(of: record, kind, at: position, in: enterprise))
  }

  func versions(
    of kind: RecordKind, after last: RecordID?, at position: Position, limit: Int,
    in enterprise: EnterpriseID
  ) throws -> [VersionRow] {
    counted(
      try reader.versions(of: kind, after: last, at: position, limit: limit, in: enterprise))
  }

  func history(
    of kind: RecordKind, since base: Position, upTo position: Position, after last: VersionPlace?,
    limit: Int, in enterprise: EnterpriseID
  ) throws -> [VersionRow] {
    counted(
      try reader.history(
        of: kind, since: base, upTo: position, after: last, limit: limit, in: enterprise))
  }

  func time(of position: Position, in enterprise: EnterpriseID) throws -> Timestamp? {
    counted(try reader.time(of: position, in: enterprise))
  }

  func holder(
    of name: UniqueName, at position: Position, in enterprise: EnterpriseID
  ) throws -> RecordID? {
    counted(try reader.holder(of: name, at: position, in: enterprise))
  }

  func names(
    of kind: RecordKind, in scope: RecordID, after last: String?, at position: Position,
    limit: Int, enterprise: EnterpriseID
  ) throws -> [NameRow] {
    counted(
      try reader.names(
        of: kind, in: scope, after: last, at: position, limit: limit, enterprise: enterprise))
  }

  func hasNames(
    in scope: RecordID, at position: Position, enterprise: EnterpriseID
  ) throws -> Bool {
    counted(try reader.hasNames(in: scope, at: position, enterprise: enterprise))
  }

  func attachments(
    to holder: RecordID, of kind: RecordKind?, after last: RecordID?, at position: Position,
    limit: Int, in enterprise: EnterpriseID
  ) throws -> [Attachment] {
    counted(
      try reader.attachments(
        to: holder, of: kind, after: last, at: position, limit: limit, in: enterprise))
  }

  func entries(
    after position: Position, limit: Int, in enterprise: EnterpriseID
  ) throws -> [Entry] {
    counted(try reader.entries(after: position, limit: limit, in: enterprise))
  }

  func entries(
    naming part: String, since time: Timestamp, after position: Position, limit: Int,
    in enterprise: EnterpriseID
  ) throws -> [Entry] {
    counted(
      try reader.entries(
        naming: part, since: time, after: position, limit: limit, in: enterprise))
  }

  func outcome(
    of key: IdempotencyKey, since: Timestamp, in enterprise: EnterpriseID
  ) throws -> OutcomeRow? {
    counted(try reader.outcome(of: key, since: since, in: enterprise))
  }

  func cursors() throws -> [CursorRow] { counted(try reader.cursors()) }

  func exceptions(of endpoint: EndpointID) throws -> [ExceptionRow] {
    counted(try reader.exceptions(of: endpoint))
  }

  func runs(of endpoint: EndpointID) throws -> [RunRow] {
    counted(try reader.runs(of: endpoint))
  }

  func standing(
    at endpoint: EndpointID, after last: RecordID?, limit: Int
  ) throws -> [ToldRow] {
    counted(try reader.standing(at: endpoint, after: last, limit: limit))
  }

  func disclosures(
    of record: RecordID, upTo position: Position, after last: DisclosurePlace?, limit: Int
  ) throws -> [ToldRow] {
    counted(
      try reader.disclosures(of: record, upTo: position, after: last, limit: limit))
  }

  func told(at endpoint: EndpointID, record: RecordID) throws -> ToldRow? {
    counted(try reader.told(at: endpoint, record: record))
  }
}

import Crypto
import Delivery
import Domain
import Storage
import Testing
import Views

@testable import Gateway

@Suite struct KnownToldRowsTests {
  private let store = MemoryStore()
  private let known = KnownToldRows(limit: 10)
  private let endpoint = EndpointID(Block128(high: 1, low: 1))

  private func row(_ number: UInt64, withdrawnAt: Position? = nil) -> ToldRow {
    ToldRow(
      endpoint: endpoint, record: RecordID(Block128(high: 9, low: number)), kind: .contact,
      classes: [.init(.public)], first: Position(1), withdrawnAt: withdrawnAt)
  }

  private func save(_ row: ToldRow) throws {
    var changes = DeliveryChanges()
    changes.told = [row]
    known.forget(changes.told)
    try store.write { try $0.save(changes) }
  }

  private func read(_ number: UInt64) throws -> ToldRow? {
    let reader = try store.makeReader()
    try reader.refresh()
    return try known.row(at: endpoint, of: row(number).record, reader: reader)
  }

  @Test func `what was written is read, whatever was known before`() throws {
    #expect(try read(1) == nil)
    try save(row(1))
    #expect(try read(1) == row(1))
    let withdrawn = row(1, withdrawnAt: Position(7))
    try save(withdrawn)
    #expect(try read(1) == withdrawn)
  }

  @Test func `it never holds more than its limit`() throws {
    for number in 1...100 {
      _ = try read(UInt64(number))
      #expect(known.count <= 10)
    }
  }
}

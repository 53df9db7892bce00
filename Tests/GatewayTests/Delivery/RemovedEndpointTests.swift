import Crypto
import Delivery
import Domain
import Gateway
import Storage
import Testing
import Views
import Wire

/// What delivery loops do with the rows of an endpoint that is not there any more.
@Suite struct RemovedEndpointTests {
  private let endpoint = EndpointID(Block128(high: 3, low: 4))
  private let record = RecordID(Block128(high: 5, low: 6))

  private func leave(_ running: TestGateway) throws -> ToldRow {
    let told = ToldRow(
      endpoint: endpoint, record: record, kind: .contact, classes: [.init(.public)],
      first: Position(1))
    var changes = DeliveryChanges()
    changes.told = [told]
    changes.cursors = [
      CursorRow(
        enterprise: running.enterprise, endpoint: endpoint, position: Position(1), epoch: 1)
    ]
    changes.exceptions = [
      ExceptionRow(
        endpoint: endpoint, record: record, kind: .contact, base: .start, cause: Position(1),
        epoch: 1, firstNumber: 1, lastNumber: 1, attempts: 1, nextTry: .epoch, reason: "503")
    ]
    try running.store.write { try $0.save(changes) }
    return told
  }

  @Test(arguments: [false, true])
  func `what a stop left of it is ended at the next start, once the store can be written`(
    fails: Bool
  ) throws {
    let running = try TestGateway(startsGateway: false)
    let told = try leave(running)
    running.gateway.add(DeliveryLoops(DeliveryConfiguration()))
    if fails { running.commits.fail(with: StoreError(.full, "the disk is full")) }
    try running.gateway.start()
    running.gateway.stop(within: .seconds(10))
    let reader = try running.store.makeReader()
    #expect(try reader.cursors().isEmpty)
    #expect(try reader.exceptions(of: endpoint).isEmpty)
    let rows = try reader.disclosures(of: record, upTo: Position(9), after: nil, limit: 9)
    #expect(rows == [told])
  }
}

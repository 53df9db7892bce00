import Crypto
import Delivery
import Domain
import Gateway
import Synchronization
import Testing

@Suite struct DeliveryHostTests {
  @Test func `hosts start in order and stop in reverse, while rows are still kept`() async throws {
    let running = try TestGateway(startsGateway: false)
    let diary = Notices()
    running.gateway.add(RecordingHost("first", diary))
    running.gateway.add(RecordingHost("second", diary))
    try running.gateway.start()
    #expect(running.gateway.isReady)
    running.gateway.stop(within: .seconds(10))
    #expect(
      diary.all == [
        "first starts", "second starts", "second stops", "second kept true", "first stops",
        "first kept true",
      ])
  }

  @Test func `a checkpoint is asked of every host`() throws {
    let running = try TestGateway(startsGateway: false)
    let diary = Notices()
    running.gateway.add(RecordingHost("first", diary))
    try running.gateway.start()
    running.gateway.requestCheckpoint(of: EndpointID(Block128(high: 1, low: 2)), withDigest: true)
    #expect(diary.all.last == "first is asked for a checkpoint, digest true")
  }

  @Test func `a host that does not start takes the others down with it`() throws {
    let running = try TestGateway(startsGateway: false)
    let diary = Notices()
    running.gateway.add(RecordingHost("first", diary))
    running.gateway.add(RecordingHost("second", diary, startError: GatewayError("no loop")))
    #expect(throws: GatewayError("no loop")) { try running.gateway.start() }
    #expect(!running.gateway.isReady)
    #expect(diary.all == ["first starts", "first stops", "first kept true"])
  }
}

/// Writes down what happens to it, and submits delivery rows as it stops.
private final class RecordingHost: DeliveryHost {
  private let name: String
  private let diary: Notices
  private let startError: GatewayError?
  private let gateway = Mutex<Gateway?>(nil)

  init(_ name: String, _ diary: Notices, startError: GatewayError? = nil) {
    self.name = name
    self.diary = diary
    self.startError = startError
  }

  func start(in gateway: Gateway) throws {
    if let startError { throw startError }
    self.gateway.withLock { $0 = gateway }
    diary.add("\(name) starts")
  }

  func requestCheckpoint(of endpoint: EndpointID, withDigest: Bool) {
    diary.add("\(name) is asked for a checkpoint, digest \(withDigest)")
  }

  func requestRepair(of endpoint: EndpointID, _ records: [RepairedRecord]) {
    diary.add("\(name) is asked to repair \(records.count) records")
  }

  func tellProgress(
    of endpoints: Set<EndpointID>, _ answer: @escaping @Sendable ([EndpointProgress]) -> Void
  ) {
    diary.add("\(name) is asked about \(endpoints.count) endpoints")
    answer([])
  }

  func stop(within limit: Duration) {
    diary.add("\(name) stops")
    let isKept = Answers(expecting: 1)
    let gateway = gateway.withLock { $0 }
    gateway?.submit(delivery: DeliveryChanges()) { [diary, name] kept in
      diary.add("\(name) kept \(kept)")
      isKept.add(.failure(.stopping), 0)
    }
    isKept.awaitAll()
  }
}

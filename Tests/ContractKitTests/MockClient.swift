import ContractKit
import Crypto
import Glibc
import HTTPClient
import Synchronization
import Wire

/// A mock partner that runs, and a sender that signs for it.
final class MockClient {
  static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
  static let now = Timestamp(seconds: 1_795_341_602)

  let mock: MockWebhook
  let log: Log
  private let client: BlockingClient

  /// The lines that the mock printed.
  final class Log: Sendable {
    private let content = Mutex<[String]>([])
    var lines: [String] { content.withLock { $0 } }
    func add(_ line: String) { content.withLock { $0.append(line) } }
  }

  init(misbehaviour: Misbehaviour = .none, showsState: Bool = true) throws {
    let configuration = MockConfiguration(
      secrets: [Self.secret], misbehaviour: misbehaviour, showsState: showsState)
    let log = Log()
    mock = try MockWebhook(configuration, now: { Self.now }, log: { log.add($0) })
    self.log = log
    let loopback = try CIDR(parsing: "127.0.0.0/8")
    client = try BlockingClient(
      configuration: ClientConfiguration(
        egressPolicy: EgressPolicy(allowed: [loopback]), userAgent: "test"))
    try mock.start()
  }

  deinit {
    mock.stop()
  }

  /// Sends a signed event and waits for the answer, no longer than `limit`.
  func send(
    _ id: String, _ body: [UInt8], signedWith secret: String = secret,
    limit: Duration = .seconds(60)
  ) throws -> Response {
    let key = try WebhookSigning(secret)
    var fields: HTTPFields = [.contentType: "application/json"]
    try fields.append("webhook-id", text: id)
    try fields.append("webhook-timestamp", text: String(Self.now.wholeSeconds))
    try fields.append(
      "webhook-signature", text: key.entry(id: id, seconds: Self.now.wholeSeconds, body: body))
    return try client.send(
      OutgoingRequest(
        method: .post, url: try url("/hook"), fields: fields, body: body,
        totalTimeLimit: limit))
  }

  func shared(
    _ n: Int64, _ record: String = "con_a", name: String = "Ann", limit: Duration = .seconds(60)
  ) throws -> Response {
    try send(
      "evt_\(n)",
      EventFixture.body("contact.shared", (1, n), EventFixture.record(record, name: name)),
      limit: limit)
  }

  /// A checkpoint over these records.
  func checkpoint(_ n: Int64, of records: [JSON]) throws -> Response {
    let event = try EventFixture.checkpoint(1, n, of: records)
    return try send(
      event.id, EventFixture.body("stream.checkpoint", (1, n), .object(event.data)))
  }

  /// Whether the mock takes so many records within 10 seconds, for it may be slower than a limit.
  func hasTaken(_ count: Int) -> Bool {
    for _ in 0..<1_000 where mock.state.copy.records.count < count { usleep(10_000) }
    return mock.state.copy.records.count == count
  }

  func get(_ path: String) throws -> Response {
    try client.send(OutgoingRequest(method: .get, url: try url(path)))
  }

  private func url(_ path: String) throws -> HTTPURL {
    try HTTPURL(parsing: "http://127.0.0.1:\(mock.port)\(path)")
  }
}

/// Signs as a sender does.
private struct WebhookSigning {
  private let key: MessageAuthenticator

  init(_ secret: String) throws {
    guard let bytes = Base64.decode(String(secret.dropFirst(6))) else {
      throw ContractError("no secret")
    }
    key = MessageAuthenticator(key: bytes)
  }

  func entry(id: String, seconds: Int64, body: [UInt8]) -> String {
    "v1," + Base64.encode(key.code(for: Array("\(id).\(seconds).".utf8) + body).bytes)
  }
}

import ContractKit
import Domain
import Wire

/// A partner's system: the documented receiver's copy, and what must be true of all that reaches it.
struct Receiver {
  private let verifier: WebhookVerifier
  private(set) var copy = ModelCopy()
  /// What each event id said.
  private var said: [String: [UInt8]] = [:]
  /// Where the state was read that a record holds, by the receiver's id of it.
  private var appliedFrom: [String: Position] = [:]
  private(set) var facts: [String] = []
  /// The checkpoints that agreed with the copy.
  private(set) var checkpoints: [JSONObject] = []
  private(set) var repeats = 0

  init(key: WebhookKey) {
    verifier = WebhookVerifier(keys: [key])
  }

  /// The copy as canonical data by the id that the receiver knows.
  var rows: [String: [UInt8]] { copy.records.mapValues { JSON.object($0).canonicalBytes } }

  /// A fault of the receiver's own: it loses a record, or holds something else.
  mutating func spoil(_ id: String, with data: JSONObject?) {
    copy.spoil(id, with: data)
  }

  /// Takes one request in; `readAt` is where the sender read what it tells.
  mutating func take(_ request: HTTPRequest, readAt: Position, now: Timestamp) throws {
    let id = try verifier.verify(request.fields, body: request.body, now: now)
    let event = try ReceivedEvent(id: id, body: request.body)
    let content = try Self.content(of: request.body)
    if let before = said.updateValue(content, forKey: id) {
      try demand(before == content, "\(id) said two things")
    }
    switch copy.take(event) {
    case .applied:
      guard let record = event.record else { return }
      try demand(
        appliedFrom[record].map { $0 <= readAt } ?? true, "the copy of \(record) goes back")
      appliedFrom[record] = readAt
    case .repeated: repeats += 1
    case .outdated: break
    case .noted: facts.append(id)
    case .compared(let problems):
      try demand(problems.isEmpty, "a checkpoint finds: \(problems)")
      checkpoints.append(event.data)
    }
  }

  /// Everything that must be the same in every repeat.
  private static func content(of body: [UInt8]) throws -> [UInt8] {
    var members = try required(JSON.parse(body).object)
    for name in ["epoch", "n", "replaces"] { members[name] = nil }
    return JSON.object(members).canonicalBytes
  }
}

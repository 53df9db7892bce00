import Crypto
import HTTPServer
import Synchronization
import Wire

/// Where a mock partner's requests meet: its state and its present misbehaviour, behind one lock.
final class MockDesk: Sendable {
  private struct Contents {
    var state = MockState()
    var misbehaviour: Misbehaviour
    var chance: SeededRandom
    var hanging: [PendingAnswer] = []

    mutating func fails() -> Bool {
      guard misbehaviour.failRate > 0 else { return false }
      // 53 random bits, as many as a double keeps apart between 0 and 1.
      return Double(chance.word() >> 11) / Double(1 << 53) < misbehaviour.failRate
    }
  }

  /// What is to be done about one event.
  struct Reaction {
    enum Answer {
      case response(HTTPResponse)
      case hang
      case reset
    }

    let answer: Answer
    let delay: Duration
    let lines: [String]
  }

  private let contents: Mutex<Contents>

  init(_ misbehaviour: Misbehaviour) {
    contents = Mutex(
      Contents(misbehaviour: misbehaviour, chance: SeededRandom(seed: misbehaviour.seed)))
  }

  var state: MockState { contents.withLock { $0.state } }

  func set(_ misbehaviour: Misbehaviour) {
    contents.withLock { contents in
      contents.misbehaviour = misbehaviour
      contents.chance = SeededRandom(seed: misbehaviour.seed)
    }
  }

  func countRequest() { contents.withLock { $0.state.requestCount += 1 } }

  func add(problem: String) { contents.withLock { $0.state.add(problem: problem) } }

  func forgetNext() { contents.withLock { $0.state.toForget += 1 } }

  func invent(_ event: ReceivedEvent, at time: Timestamp) {
    contents.withLock { contents in
      contents.state.copy.invent(event.data, as: InventedEvent.record)
      contents.state.add(event, at: time, outcome: "invented")
    }
  }

  /// Keeps a request open until the mock is gone.
  func keep(_ pending: PendingAnswer) { contents.withLock { $0.hanging.append(pending) } }

  func take(_ event: ReceivedEvent, at time: Timestamp) -> Reaction {
    let name = "\(event.type) \(event.record ?? event.id) n \(event.version.number)"
    return contents.withLock { contents in
      let delay = contents.misbehaviour.delay
      guard contents.fails() else {
        let lines = contents.state.take(event, at: time, name)
        return Reaction(answer: .response(HTTPResponse(.noContent)), delay: delay, lines: lines)
      }
      switch contents.misbehaviour.failure {
      case .status(let status, let retryAfter):
        contents.state.add(event, at: time, outcome: "failed")
        return Reaction(
          answer: .response(Self.response(status, retryAfter)), delay: delay,
          lines: ["\(name): answered \(status), as asked"])
      case .hang:
        let lines = contents.state.take(event, at: time, name)
        return Reaction(
          answer: .hang, delay: delay, lines: lines + ["\(name): left hanging, as asked"])
      case .reset:
        let lines = contents.state.take(event, at: time, name)
        return Reaction(
          answer: .reset, delay: delay, lines: lines + ["\(name): connection reset, as asked"])
      }
    }
  }

  private static func response(_ status: HTTPStatus, _ retryAfter: String?) -> HTTPResponse {
    var response = HTTPResponse(status)
    if let value = retryAfter.flatMap({ HTTPFieldValue($0) }) {
      response.fields.append(.retryAfter, value)
    }
    return response
  }
}

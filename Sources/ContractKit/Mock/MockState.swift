package import Wire

/// What a mock partner has received and made of it.
package struct MockState: Sendable {
  package internal(set) var copy = ModelCopy()
  /// Verified requests in the order of arrival, the newest 100,000.
  package internal(set) var events: [Arrival] = []
  /// What was refused and what checkpoints found, in words.
  package internal(set) var problems: [String] = []
  /// How many requests came, whatever they were.
  package internal(set) var requestCount = 0
  /// How many checkpoints found the copy equal to the sender's view.
  package internal(set) var agreedCount = 0
  /// Events still to be forgotten although they are acknowledged.
  var toForget = 0

  /// How many of the oldest events are not kept any more.
  private var droppedCount = 0
  /// The newest events as they came.
  private var bodies: [[UInt8]] = []

  static let limit = 100_000
  static let bodyLimit = 10_000

  /// One event as it arrived.
  package struct Arrival: Hashable, Sendable {
    package let id: String
    package let type: String
    package let version: ReceivedEvent.Version
    package let arrived: Timestamp
    /// `applied`, `repeated`, `outdated`, `noted`, `compared`, `failed`, `forgotten` or `invented`.
    package let outcome: String
  }

  mutating func add(_ event: ReceivedEvent, at time: Timestamp, outcome: String) {
    events.append(
      Arrival(
        id: event.id, type: event.type, version: event.version, arrived: time, outcome: outcome))
    if events.count > Self.limit {
      events.removeFirst(Self.limit / 10)
      droppedCount += Self.limit / 10
    }
    bodies.append(event.body)
    if bodies.count > Self.bodyLimit { bodies.removeFirst(Self.bodyLimit / 10) }
  }

  mutating func add(problem: String) {
    problems.append(problem)
    if problems.count > Self.limit { problems.removeFirst(Self.limit / 10) }
  }

  /// The state as `GET /_mock/state` shows it.
  package var json: JSON {
    let (count, digest) = copy.sum()
    var records = JSONObject(capacity: count)
    for id in copy.records.keys.sorted() { records[id] = copy.records[id].map { .object($0) } }
    return [
      "copy": .object(records), "count": .integer(Int64(count)), "digest": .string(digest),
      "epoch": .integer(copy.epoch), "missing": .array(copy.missing.map { .integer($0) }),
      "requests": .integer(Int64(requestCount)), "agreed": .integer(Int64(agreedCount)),
      "problems": .array(problems.map { .string($0) }), "events": .array(events.map(\.json)),
    ]
  }
}

extension MockState {
  /// The events from the `first` one ever, counted from 0, as `GET /_mock/events?from=N` shows them;
  /// each with its body if that is among the newest 10,000.
  func json(from first: Int) -> JSON {
    let start = max(0, first - droppedCount)
    let withoutBody = events.count - bodies.count
    let shown = events.indices.dropFirst(start).map { index -> JSON in
      var event = events[index].json.object ?? [:]
      if index >= withoutBody, let body = try? JSON.parse(bodies[index - withoutBody]) {
        event["body"] = body
      }
      return .object(event)
    }
    return [
      "next": .integer(Int64(droppedCount + events.count)), "events": .array(shown),
      "records": .integer(Int64(copy.records.count)),
    ]
  }
}

extension MockState.Arrival {
  fileprivate var json: JSON {
    [
      "id": .string(id), "type": .string(type), "epoch": .integer(version.epoch),
      "n": .integer(version.number), "arrived": .string(arrived.rfc3339WithMicroseconds),
      "outcome": .string(outcome),
    ]
  }
}

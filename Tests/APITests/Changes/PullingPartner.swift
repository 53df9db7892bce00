import Crypto
import Testing
import Wire

/// A party that asks for its events and keeps a copy by the contract.
struct PullingPartner {
  let world: World
  let key: String
  let endpoint: String
  private(set) var after: String?
  private(set) var copy: [String: JSON] = [:]
  /// What was taken of each record, in order.
  private(set) var history: [String: [TakenState]] = [:]
  /// Every event that came, repeats included.
  private(set) var events: [(id: String, event: JSON)] = []
  private var applied: [String: (Int64, Int64)] = [:]

  init(_ world: World, as key: String, code: String = "asking") async throws {
    self.world = world
    self.key = key
    endpoint = try await world.create("endpoints", .pulled(code), as: key).id
  }

  /// The same party with an empty copy.
  var emptied: PullingPartner {
    var other = self
    other.after = nil
    other.copy = [:]
    other.applied = [:]
    return other
  }

  func path(wait: Int = 0, limit: Int = 100, after other: String? = nil) -> String {
    let place = (other ?? after).map { "&after=\($0)" } ?? ""
    return "/v1/changes?endpoint=\(endpoint)&wait=\(wait)&limit=\(limit)" + place
  }

  func ask(wait: Int = 0, limit: Int = 100, after: String? = nil) async throws -> Reaction {
    try await world.send(.get, path(wait: wait, limit: limit, after: after), as: key)
  }

  /// Applies an answer and keeps its place.
  mutating func take(_ answer: Reaction) throws {
    #expect(answer.status == 200, "\(answer.json)")
    for item in answer.given { try apply(item.id, item.event) }
    after = answer.next
    #expect(after != nil)
  }

  /// Asks until there is nothing more.
  mutating func drain(limit: Int = 100) async throws {
    while true {
      let answer = try await ask(limit: limit)
      try take(answer)
      if answer.given.isEmpty { return }
    }
  }

  private mutating func apply(_ id: String, _ event: JSON) throws {
    events.append((id, event))
    let data = try #require(event["data"])
    let type = try #require(event["type"]?.string)
    guard let record = data["id"]?.string, type.contains(".") else { return }
    let version = (event["epoch"]?.integer ?? 0, event["n"]?.integer ?? 0)
    guard version > applied[record] ?? (0, 0) else { return }
    applied[record] = version
    let isRemoval = type.hasSuffix(".unshared")
    if isRemoval {
      copy.removeValue(forKey: record)
    } else {
      copy[record] = data
    }
    history[record, default: []].append(
      TakenState(at: event["at"]?.string ?? "", isRemoval: isRemoval, data: data))
  }

  var digests: [String: Digest] { copy.mapValues { SHA256.hash($0.canonicalBytes) } }
}

/// What a receiver was told of one record, and the position as the party knows it.
struct TakenState: Equatable {
  let at: String
  let isRemoval: Bool
  let data: JSON
}

extension Reaction {
  /// The events of an answer.
  var given: [(id: String, event: JSON)] {
    (json["events"]?.array ?? []).map { item in
      (item["id"]?.string ?? "", item["event"] ?? .null)
    }
  }
}

extension JSON {
  static func pulled(_ code: String) -> JSON {
    ["code": .string(code), "transport": ["kind": "pull"]]
  }
}

import Crypto
import Wire

/// A correct receiver: checks signatures, drops repeats by id, applies an event of a record only if
/// its (epoch, n) is greater than the last applied one, and holds checkpoints against its copy.
struct Receiver {
  private let key: MessageAuthenticator
  /// Canonical data by the id that the receiver knows.
  private(set) var rows: [String: [UInt8]] = [:]
  private var applied: [String: Stamp] = [:]
  /// What each event id said.
  private var said: [String: [UInt8]] = [:]
  private(set) var facts: [Told] = []
  private(set) var checkpoints: [Told] = []
  private(set) var repeats = 0

  private var epoch: Int64 = 0
  /// Numbers of the epoch that were received, and those that others stand for.
  private var numbers: Set<Int64> = []
  private var replaced: Set<Int64> = []

  struct Stamp: Comparable {
    let epoch: Int64
    let number: Int64

    static func < (left: Stamp, right: Stamp) -> Bool {
      (left.epoch, left.number) < (right.epoch, right.number)
    }
  }

  /// One event as it was read from a request.
  struct Told {
    let id: String
    let type: String
    let stamp: Stamp
    let replaces: [Int64]
    let data: JSON
    /// Everything that must be the same in every repeat.
    let content: [UInt8]
  }

  init(key: MessageAuthenticator) {
    self.key = key
  }

  /// Takes one request in and says what it was; throws `Violation` where a promise is broken.
  @discardableResult
  mutating func take(_ request: HTTPRequest) throws -> Told {
    let told = try read(request)
    if told.stamp.epoch > epoch {
      epoch = told.stamp.epoch
      numbers = []
      replaced = []
    }
    if told.stamp.epoch == epoch {
      numbers.insert(told.stamp.number)
      replaced.formUnion(told.replaces)
    }
    if let before = said[told.id] {
      try demand(before == told.content, "\(told.id) said two things")
      repeats += 1
      return told
    }
    said[told.id] = told.content
    try apply(told)
    return told
  }

  private mutating func apply(_ told: Told) throws {
    if told.type == "stream.checkpoint" { return try compare(told) }
    guard let id = told.data["id"]?.string else { throw Violation("an event without an id") }
    guard told.type.hasSuffix("shared") || told.type.hasSuffix(".updated") else {
      facts.append(told)
      return
    }
    if let last = applied[id], told.stamp <= last { return }
    applied[id] = told.stamp
    rows[id] = told.type.hasSuffix(".unshared") ? nil : told.data.canonicalBytes
  }

  /// A checkpoint that is the newest event counts: nothing up to it is lost, and the sums agree.
  private mutating func compare(_ told: Told) throws {
    guard told.stamp.epoch == epoch, numbers.max() == told.stamp.number else { return }
    let through = try required(told.data["through"]?.integer)
    let excepted = Set((told.data["excepted"]?.array ?? []).compactMap(\.string))
    if through > 0, excepted.isEmpty {
      let lost = Set(1...through).subtracting(numbers).subtracting(replaced)
      try demand(lost.isEmpty, "a checkpoint through \(through) shows \(lost.sorted()) lost")
    }
    var sum = Digest.zero
    var count: Int64 = 0
    for (id, row) in rows where !excepted.contains(id) {
      sum = sum &+ SHA256.hash(row)
      count += 1
    }
    try demand(
      told.data["count"]?.integer == count
        && told.data["digest"]?.string == Hex.encode(sum.bytes),
      "a checkpoint through \(through) differs from the copy of \(count) rows")
    checkpoints.append(told)
  }
}

extension Receiver {
  private func read(_ request: HTTPRequest) throws -> Told {
    let id = try required(request.fields["webhook-id"])
    let time = try required(request.fields["webhook-timestamp"])
    let expected =
      "v1,"
      + Base64.encode(
        key.code(for: Array("\(id).\(time).".utf8) + request.body).bytes)
    try demand(request.fields["webhook-signature"] == expected, "a bad signature")
    let body = try JSON.parse(request.body)
    var content = body.object ?? [:]
    for name in ["epoch", "n", "replaces"] { content[name] = nil }
    return Told(
      id: id, type: try required(body["type"]?.string),
      stamp: Stamp(
        epoch: try required(body["epoch"]?.integer), number: try required(body["n"]?.integer)),
      replaces: (body["replaces"]?.array ?? []).compactMap(\.integer),
      data: try required(body["data"]), content: JSON.object(content).canonicalBytes)
  }
}

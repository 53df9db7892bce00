import ContractKit
import Crypto
import Wire

/// Events as a sender would form them, from the few things that tests tell apart.
enum EventFixture {
  /// A contact whose name is its only visible field.
  static func record(_ id: String, name: String) -> JSON {
    ["contract": 1, "id": .string(id), "kind": "contact", "name": .string(name)]
  }

  static func body(
    _ type: String, _ version: (epoch: Int64, n: Int64), _ data: JSON, replaces: [Int64] = []
  ) -> [UInt8] {
    var body: JSONObject = [
      "type": .string(type), "timestamp": "2026-11-22T10:00:00Z",
      "epoch": .integer(version.epoch), "n": .integer(version.n), "at": "at_1",
    ]
    if !replaces.isEmpty { body["replaces"] = .array(replaces.map { .integer($0) }) }
    body["data"] = data
    return JSON.object(body).bytes
  }

  /// Told under an id that is made of its number unless one is given.
  static func event(
    _ type: String, _ epoch: Int64, _ n: Int64, _ data: JSON, id: String? = nil,
    replaces: [Int64] = []
  ) throws -> ReceivedEvent {
    try ReceivedEvent(
      id: id ?? "evt_\(epoch)_\(n)", body: body(type, (epoch, n), data, replaces: replaces))
  }

  static func shared(
    _ epoch: Int64, _ n: Int64, _ record: String = "con_a", name: String = "Ann", id: String? = nil,
    replaces: [Int64] = []
  ) throws -> ReceivedEvent {
    try event(
      "contact.shared", epoch, n, self.record(record, name: name), id: id, replaces: replaces)
  }

  static func unshared(_ epoch: Int64, _ n: Int64, _ record: String = "con_a") throws
    -> ReceivedEvent
  {
    try event("contact.unshared", epoch, n, ["contract": 1, "id": .string(record)])
  }

  /// A checkpoint over these records, with `through` the number before its own.
  static func checkpoint(
    _ epoch: Int64, _ n: Int64, of records: [JSON], excepted: [String] = [],
    replaces: [Int64] = []
  ) throws -> ReceivedEvent {
    let sum = records.reduce(Digest.zero) { $0 &+ SHA256.hash($1.canonicalBytes) }
    let data: JSON = [
      "contract": 1, "through": .integer(n - 1), "count": .integer(Int64(records.count)),
      "digest": .string(Hex.encode(sum.bytes)),
      "excepted": .array(excepted.map { .string($0) }),
    ]
    return try event("stream.checkpoint", epoch, n, data, replaces: replaces)
  }
}

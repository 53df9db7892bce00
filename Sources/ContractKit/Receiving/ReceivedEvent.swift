package import Wire

/// An event as a receiver reads it from a verified request.
///
/// Members that are not known are passed over, for more may come.
package struct ReceivedEvent: Hashable, Sendable {
  package let id: String
  package let type: String
  package let version: Version
  package let replaces: [Int64]
  package let data: JSONObject
  /// The event as it came.
  package let body: [UInt8]

  /// The epoch and number by which two states of one record are put in order.
  package struct Version: Hashable, Comparable, Sendable {
    package let epoch: Int64
    package let number: Int64

    package init(epoch: Int64, number: Int64) {
      self.epoch = epoch
      self.number = number
    }

    package static func < (left: Self, right: Self) -> Bool {
      (left.epoch, left.number) < (right.epoch, right.number)
    }
  }

  /// What an event asks a receiver to do.
  package enum Kind: Hashable, Sendable {
    case upsert(record: String)
    case removal(record: String)
    case checkpoint(Checkpoint)
    case fact
  }

  package let kind: Kind

  /// The record whose state it tells; nil for the rest.
  package var record: String? {
    switch kind {
    case .upsert(let record), .removal(let record): record
    case .checkpoint, .fact: nil
    }
  }

  package init(id: String, body: [UInt8]) throws(ContractError) {
    let document: JSON
    do throws(JSONError) {
      document = try JSON.parse(body)
    } catch {
      throw ContractError("\(error)")
    }
    guard let names = document.object?.names else { throw ContractError("must be an object") }
    let members = try MemberReading(document, at: .root, known: Set(names))
    self.id = id
    self.body = body
    type = try members.string("type")
    version = Version(epoch: try members.integer("epoch"), number: try members.integer("n"))
    replaces = members.has("replaces") ? try members.integers("replaces") : []
    data = try members.read("data", "an object") { $0.object }
    kind = try Self.kind(of: type, data)
  }

  private static func kind(of type: String, _ data: JSONObject) throws(ContractError) -> Kind {
    if Checkpoint.types.contains(type) { return .checkpoint(try Checkpoint(data)) }
    switch type.split(separator: ".").last {
    case "shared", "updated": return .upsert(record: try recordID(in: data))
    case "unshared": return .removal(record: try recordID(in: data))
    default: return .fact
    }
  }

  private static func recordID(in data: JSONObject) throws(ContractError) -> String {
    guard let id = data["id"]?.string else {
      throw ContractError("must be a string", at: JSONPointer(["data", "id"]))
    }
    return id
  }
}

/// What a checkpoint says of the copy.
package struct Checkpoint: Hashable, Sendable {
  package let through: Int64
  package let count: Int
  /// 64 hexadecimal digits; nil where neither the endpoint's setting nor anybody asked for it.
  package let digest: String?
  package let excepted: Set<String>

  /// The second follows a whole view.
  package static let types: Set<String> = ["stream.checkpoint", "view.in_sync"]

  fileprivate init(_ data: JSONObject) throws(ContractError) {
    let members = try MemberReading(
      .object(data), at: JSONPointer(["data"]), known: Set(data.names))
    through = try members.integer("through")
    count = Int(clamping: try members.integer("count"))
    digest = data["digest"] == nil ? nil : try members.string("digest")
    excepted = Set(try members.strings("excepted"))
  }
}

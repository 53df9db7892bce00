package import Crypto
package import Wire

extension Entry {
  static func content(
    position: Position, time: Timestamp, actor: Actor, command: String, changes: [EntryChange]
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(96 + changes.count * 49)
    UInt64(bitPattern: position.number).appendBigEndian(to: &bytes)
    UInt64(bitPattern: time.microseconds).appendBigEndian(to: &bytes)
    bytes.append(actor.role.rawValue)
    bytes.append(counted: actor.party.partner?.bits)
    bytes.append(counted: actor.key?.bits)
    bytes.append(counted: command)
    UInt64(changes.count).appendBigEndian(to: &bytes)
    for change in changes {
      change.record.bits.append(to: &bytes)
      bytes.append(change.kind.rawValue)
      change.commitment.digest.append(to: &bytes)
    }
    return bytes
  }

  /// The time out of the first sixteen bytes of an entry's content; nil if there are fewer.
  package static func time(inStartOf content: [UInt8]) -> Timestamp? {
    guard content.count >= 16 else { return nil }
    let bits = content[8..<16].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Timestamp(microseconds: Int64(bitPattern: bits))
  }

  /// Reads an entry back and chains it to `previous`; its hash is computed, not believed.
  package init(content: [UInt8], previous: Digest) throws(DamagedRecord) {
    var reader = ContentReader(content)
    let position = Position(Int64(bitPattern: try reader.bigEndian()))
    let time = Timestamp(microseconds: Int64(bitPattern: try reader.bigEndian()))
    let actor = try reader.actor()
    guard let command = String(validating: try reader.counted(), as: UTF8.self) else {
      throw DamagedRecord("an entry's command is not UTF-8")
    }
    let count = try reader.bigEndian()
    guard count <= UInt64(Decision.changeLimit) else { throw DamagedRecord("an entry too large") }
    var changes: [EntryChange] = []
    for _ in 0..<count { changes.append(try reader.change()) }
    guard reader.isAtEnd else { throw DamagedRecord("an entry with bytes after its end") }
    self.init(
      position: position, time: time, actor: actor, command: command, changes: changes,
      previous: previous)
  }
}

extension [UInt8] {
  /// One byte of length, then the id; no id is a length of 0.
  fileprivate mutating func append(counted id: Block128?) {
    guard let id else { return append(0) }
    append(UInt8(Block128.byteCount))
    id.append(to: &self)
  }

  /// One byte of length, then at most 255 bytes.
  fileprivate mutating func append(counted word: String) {
    precondition(word.utf8.count <= 255, "only ids and command words are counted by one byte")
    append(UInt8(word.utf8.count))
    append(contentsOf: word.utf8)
  }
}

private struct ContentReader {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { index == bytes.count }

  mutating func take(_ count: Int) throws(DamagedRecord) -> [UInt8] {
    guard bytes.count - index >= count else { throw DamagedRecord("an entry is cut") }
    defer { index += count }
    return Array(bytes[index..<index + count])
  }

  mutating func byte() throws(DamagedRecord) -> UInt8 {
    try take(1)[0]
  }

  mutating func bigEndian() throws(DamagedRecord) -> UInt64 {
    try take(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func counted() throws(DamagedRecord) -> [UInt8] {
    try take(Int(try byte()))
  }

  mutating func id() throws(DamagedRecord) -> Block128? {
    let bytes = try counted()
    guard !bytes.isEmpty else { return nil }
    guard let id = Block128(bytes: bytes) else { throw DamagedRecord("an entry with a bad id") }
    return id
  }

  mutating func actor() throws(DamagedRecord) -> Actor {
    guard let role = Actor.Role(rawValue: try byte()) else {
      throw DamagedRecord("an entry with an unknown role")
    }
    let partner = try id().map { PartnerID($0) }
    let key = try id().map { KeyID($0) }
    return Actor(party: partner.map { .partner($0) } ?? .enterprise, as: role, key: key)
  }

  mutating func change() throws(DamagedRecord) -> EntryChange {
    guard let record = Block128(bytes: try take(16)), let kind = RecordKind(rawValue: try byte()),
      let digest = Digest(bytes: try take(32))
    else { throw DamagedRecord("an entry with a change of an unknown kind") }
    return EntryChange(record: RecordID(record), kind: kind, commitment: Commitment(digest))
  }
}

import Crypto
import Domain
import Delivery
import SQLite
import Wire

extension Value {
  static func id(_ record: RecordID) -> Value { .blob(record.bits.bytes) }
  static func position(_ position: Position) -> Value { .integer(position.number) }
  static func time(_ time: Timestamp) -> Value { .integer(time.microseconds) }
  static func kind(_ kind: RecordKind) -> Value { .integer(Int64(kind.rawValue)) }
  static func count(_ count: Int) -> Value { .integer(Int64(count)) }

  /// For "from after": no bytes at all come before every id.
  static func id(after last: RecordID?) -> Value { .blob(last?.bits.bytes ?? []) }
}

extension Statement {
  func bind(_ record: RecordID, at index: Int) throws(SQLiteError) {
    try bindBlob(high: record.bits.high, low: record.bits.low, at: index)
  }

  func bind(_ digest: Digest, at index: Int) throws(SQLiteError) {
    try bindBlob(words: digest.words, at: index)
  }

  func record(_ column: Int) throws(StoreError) -> RecordID {
    guard let words = blob16(column) else { throw .damaged("an id in the store has not 16 bytes") }
    return RecordID(Block128(high: words.high, low: words.low))
  }

  func block(_ column: Int) throws(StoreError) -> Block128 {
    try record(column).bits
  }

  func digest(_ column: Int) throws(StoreError) -> Digest {
    guard let words = blob32(column) else {
      throw .damaged("a hash in the store has not 32 bytes")
    }
    return Digest(words: words)
  }

  func kind(_ column: Int) throws(StoreError) -> RecordKind {
    guard let raw = UInt8(exactly: integer(column)), let kind = RecordKind(rawValue: raw) else {
      throw .damaged("a record in the store is of an unknown kind")
    }
    return kind
  }

  func position(_ column: Int) -> Position { Position(integer(column)) }

  func time(_ column: Int) -> Timestamp { Timestamp(microseconds: integer(column)) }
}

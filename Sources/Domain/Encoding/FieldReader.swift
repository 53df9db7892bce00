package import Crypto

/// Reads what `FieldWriter` wrote, field by field in the order of writing.
package struct FieldReader {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  package init(_ bytes: [UInt8]) {
    self.init(bytes[...])
  }

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// One field: its number, and what stands in it.
  package struct Entry {
    package let field: UInt64
    let content: Content
  }

  enum Content {
    case number(UInt64)
    case bytes(ArraySlice<UInt8>)
  }

  /// The next field, or nil at the end; throws on a truncated or malformed one.
  package mutating func next() throws(DamagedRecord) -> Entry? {
    guard index < bytes.endIndex else { return nil }
    let tag = try varint()
    guard tag & 1 == 1 else { return Entry(field: tag >> 1, content: .number(try varint())) }
    let count = try varint()
    guard count <= UInt64(bytes.endIndex - index) else { throw DamagedRecord("a field is cut") }
    let start = index
    index += Int(count)
    return Entry(field: tag >> 1, content: .bytes(bytes[start..<index]))
  }

  private mutating func varint() throws(DamagedRecord) -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while index < bytes.endIndex, shift < 64 {
      let byte = bytes[index]
      index += 1
      result |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return result }
      shift += 7
    }
    throw DamagedRecord("a number is cut")
  }
}

extension FieldReader.Entry {
  package func number() throws(DamagedRecord) -> UInt64 {
    guard case .number(let value) = content else { throw DamagedRecord("field \(field) is bytes") }
    return value
  }

  package func bytes() throws(DamagedRecord) -> [UInt8] {
    Array(try slice())
  }

  package func text() throws(DamagedRecord) -> String {
    guard let text = String(validating: try slice(), as: UTF8.self) else {
      throw DamagedRecord("field \(field) is not UTF-8")
    }
    return text
  }

  /// A text that no version is without.
  func requiredText() throws(DamagedRecord) -> String {
    let text = try text()
    guard !text.isEmpty else { throw DamagedRecord("field \(field) is empty") }
    return text
  }

  func code() throws(DamagedRecord) -> Code {
    Code(stored: try requiredText())
  }

  func name() throws(DamagedRecord) -> Name {
    Name(stored: try requiredText())
  }

  /// A count or limit, small enough to be reckoned with.
  func smallNumber() throws(DamagedRecord) -> Int {
    guard let value = UInt32(exactly: try number()) else {
      throw DamagedRecord("field \(field) is too large")
    }
    return Int(value)
  }

  package func id() throws(DamagedRecord) -> Block128 {
    guard let value = Block128(bytes: try bytes()) else {
      throw DamagedRecord("field \(field) is not an id")
    }
    return value
  }

  package func reader() throws(DamagedRecord) -> FieldReader {
    FieldReader(try slice())
  }

  package func choice<Value: RawRepresentable>() throws(DamagedRecord) -> Value
  where Value.RawValue == UInt8 {
    guard let raw = UInt8(exactly: try number()), let value = Value(rawValue: raw) else {
      throw DamagedRecord("field \(field) holds an unknown choice; a newer gateway wrote it")
    }
    return value
  }

  /// A level with what it is the level of: key x 256 + level.
  func level<Key: RawRepresentable>() throws(DamagedRecord) -> (Key, FieldLevel)
  where Key.RawValue == UInt8 {
    let number = try number()
    guard
      let key = UInt8(exactly: number >> 8).flatMap(Key.init(rawValue:)),
      let level = FieldLevel(rawValue: UInt8(truncatingIfNeeded: number))
    else { throw DamagedRecord("an unknown field level") }
    return (key, level)
  }

  private func slice() throws(DamagedRecord) -> ArraySlice<UInt8> {
    guard case .bytes(let value) = content else {
      throw DamagedRecord("field \(field) is a number")
    }
    return value
  }
}

extension JSON {
  /// Reads one RFC 8259 value that fills the whole text.
  ///
  /// Strict: UTF-8 without byte order mark, each member name once, no lone surrogates, nothing
  /// after the value. A whole number that fits is `integer`; every other number is the nearest
  /// double, one too small for a double is zero and one too large an error.
  package static func parse(
    _ bytes: [UInt8], limits: JSONLimits = .standard
  ) throws(JSONError) -> JSON {
    guard bytes.count <= limits.maximumBytes else {
      throw JSONError(.tooLong(limit: limits.maximumBytes), offset: 0, in: bytes)
    }
    var parser = JSONParser(bytes: bytes, limits: limits)
    return try parser.document()
  }

  /// Reads a text as ``parse(_:limits:)`` does.
  package init(parsing text: String, limits: JSONLimits = .standard) throws(JSONError) {
    self = try JSON.parse(Array(text.utf8), limits: limits)
  }
}

/// A recursive descent over the bytes; never moves back.
struct JSONParser {
  let bytes: [UInt8]
  var position = 0
  private var depth = 0
  private let maximumDepth: Int

  init(bytes: [UInt8], limits: JSONLimits) {
    self.bytes = bytes
    maximumDepth = limits.maximumDepth
  }

  mutating func document() throws(JSONError) -> JSON {
    skipSpace()
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw fault(.trailingContent) }
    return value
  }

  func fault(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
    JSONError(reason, offset: offset ?? position, in: bytes)
  }

  /// The fault of a byte that cannot stand here, or of the end of the text.
  func unexpected() -> JSONError {
    position < bytes.count ? fault(.unexpectedByte(bytes[position])) : fault(.unexpectedEnd)
  }

  private mutating func value() throws(JSONError) -> JSON {
    guard position < bytes.count else { throw fault(.unexpectedEnd) }
    switch bytes[position] {
    case UInt8(ascii: "\""):
      position += 1
      return .string(try string())
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw unexpected()
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let start = position
    for offset in 0..<word.utf8CodeUnitCount {
      guard position < bytes.count else { throw fault(.unexpectedEnd) }
      let expected = unsafe word.utf8Start[offset]
      guard bytes[position] == expected else { throw fault(.invalidLiteral, at: start) }
      position += 1
    }
    return value
  }

  private mutating func object() throws(JSONError) -> JSONObject {
    try open()
    var object = JSONObject(capacity: 8)
    guard !close(UInt8(ascii: "}")) else { return JSONObject() }
    var seen: UInt64 = 0
    while true {
      let start = position
      try expect(UInt8(ascii: "\""))
      let name = try string()
      let mark = Self.mark(of: name)
      skipSpace()
      try expect(UInt8(ascii: ":"))
      skipSpace()
      let value = try value()
      if seen & mark == 0 {
        object.appendNew(name, value)
      } else if !object.append(name, value) {
        throw fault(.duplicateName(name), at: start)
      }
      seen |= mark
      skipSpace()
      if close(UInt8(ascii: "}")) { return object }
      try expect(UInt8(ascii: ","))
      skipSpace()
    }
  }

  /// One bit of 64; names with different bits are different, so most need not be looked for.
  private static func mark(of name: String) -> UInt64 {
    let bytes = name.utf8
    return 1 << UInt64((bytes.count &* 7 &+ Int(bytes.first ?? 0)) & 63)
  }

  private mutating func array() throws(JSONError) -> [JSON] {
    try open()
    var elements: [JSON] = []
    guard !close(UInt8(ascii: "]")) else { return elements }
    while true {
      elements.append(try value())
      skipSpace()
      if close(UInt8(ascii: "]")) { return elements }
      try expect(UInt8(ascii: ","))
      skipSpace()
    }
  }

  private mutating func open() throws(JSONError) {
    guard depth < maximumDepth else { throw fault(.tooDeep(limit: maximumDepth)) }
    depth += 1
    position += 1
    skipSpace()
  }

  private mutating func close(_ bracket: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == bracket else { return false }
    depth -= 1
    position += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard position < bytes.count, bytes[position] == byte else { throw unexpected() }
    position += 1
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }
}

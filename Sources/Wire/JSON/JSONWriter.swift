/// Writes JSON text straight into bytes.
///
/// Commas and colons are set by the writer; the caller keeps the order of calls sensible (a key
/// before each member, as many ends as begins), which ``finish()`` checks for the depth.
/// Escapes are the shortest that RFC 8259 allows, other numbers than whole ones are
/// written as ECMAScript writes them.
package struct JSONWriter: Sendable {
  /// What has been written so far.
  package private(set) var bytes: [UInt8]

  private var needsComma = false
  private var isAfterKey = false
  private var depth = 0
  private let isPretty: Bool

  /// Starts an empty text in the storage of `buffer`, whose content is dropped.
  package init(reusing buffer: consuming [UInt8] = []) {
    self.init(buffer, isPretty: false)
  }

  init(_ buffer: consuming [UInt8], isPretty: Bool) {
    bytes = buffer
    bytes.removeAll(keepingCapacity: true)
    // With an array's head it is a block that the allocator keeps at hand.
    bytes.reserveCapacity(960)
    self.isPretty = isPretty
  }

  /// Ends the text and hands its bytes over; traps if an object or array is still open.
  package consuming func finish() -> [UInt8] {
    precondition(depth == 0, "Every object and array that was begun must be ended.")
    return bytes
  }

  package mutating func beginObject() { begin(UInt8(ascii: "{")) }
  package mutating func endObject() { end(UInt8(ascii: "}")) }
  package mutating func beginArray() { begin(UInt8(ascii: "[")) }
  package mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Writes a member name; the next call writes its value.
  package mutating func key(_ name: String) {
    JSONText.append(name, after: comma(), before: UInt8(ascii: ":"), to: &bytes)
    if isPretty { bytes.append(UInt8(ascii: " ")) }
    needsComma = false
    isAfterKey = true
  }

  package mutating func string(_ text: String) {
    JSONText.append(text, after: comma(), before: nil, to: &bytes)
    needsComma = true
  }

  package mutating func integer(_ value: Int64) {
    separate()
    JSONText.append(value, to: &bytes)
    needsComma = true
  }

  package mutating func integer(_ value: Int) {
    integer(Int64(value))
  }

  /// Writes the number, or `null` if it is not finite.
  ///
  /// A whole number that fits an `Int64` is written with all its digits, because it is read as one.
  package mutating func number(_ value: Double) {
    separate()
    if let whole = value.wholeNumber {
      JSONText.append(whole, to: &bytes)
    } else {
      JSONText.append(value, to: &bytes)
    }
    needsComma = true
  }

  package mutating func bool(_ value: Bool) {
    separate()
    JSONText.append(word: value ? "true" : "false", to: &bytes)
    needsComma = true
  }

  package mutating func null() {
    separate()
    JSONText.append(word: "null", to: &bytes)
    needsComma = true
  }

  /// Writes bytes that are the text of one JSON value already.
  package mutating func raw(_ value: [UInt8]) {
    separate()
    bytes.append(contentsOf: value)
    needsComma = true
  }

  /// Writes a value with all it holds; members keep their order.
  package mutating func value(_ value: JSON) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .integer(let value): integer(value)
    case .number(let value): number(value)
    case .string(let value): string(value)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let object):
      beginObject()
      for member in object.members {
        key(member.name)
        self.value(member.value)
      }
      endObject()
    }
  }

  /// The comma that is due before what comes next, for one who writes it along with that.
  private mutating func comma() -> UInt8? {
    guard !isPretty else {
      separate()
      return nil
    }
    isAfterKey = false
    return needsComma ? UInt8(ascii: ",") : nil
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if isPretty, depth > 0, !isAfterKey { breakLine() }
    isAfterKey = false
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    depth += 1
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    depth -= 1
    if isPretty, needsComma { breakLine() }
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth * 2 { bytes.append(UInt8(ascii: " ")) }
  }
}

extension JSON {
  /// The compact text, members in their order.
  package var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.value(self)
    return writer.finish()
  }

  /// The text over several lines, two spaces per level, no line feed at the end.
  package var prettyBytes: [UInt8] {
    var writer = JSONWriter([], isPretty: true)
    writer.value(self)
    return writer.finish()
  }
}

extension JSON: CustomStringConvertible {
  package var description: String { String(decoding: bytes, as: UTF8.self) }
}

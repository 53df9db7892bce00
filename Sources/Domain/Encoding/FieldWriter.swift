package import Crypto

/// Appends numbered fields in the compact form of `Contracts/journal.md`.
///
/// A field is a tag (number x 2, plus 1 if bytes follow) and then a varint, or a length and bytes.
/// Fields that hold their default are left out; readers skip numbers that they do not know.
package struct FieldWriter {
  package private(set) var bytes: [UInt8] = []

  package init(reserving count: Int = 256) {
    bytes.reserveCapacity(count)
  }

  package mutating func number(_ field: UInt64, _ value: UInt64) {
    varint(field << 1)
    varint(value)
  }

  package mutating func bytes(_ field: UInt64, _ value: [UInt8]) {
    varint(field << 1 | 1)
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  package mutating func text(_ field: UInt64, _ value: String) {
    varint(field << 1 | 1)
    varint(UInt64(value.utf8.count))
    bytes.append(contentsOf: value.utf8)
  }

  package mutating func id(_ field: UInt64, _ value: Block128) {
    varint(field << 1 | 1)
    varint(UInt64(Block128.byteCount))
    value.append(to: &bytes)
  }

  /// A field whose value is fields of its own.
  package mutating func nested(_ field: UInt64, _ write: (inout FieldWriter) -> Void) {
    var inner = FieldWriter(reserving: 64)
    write(&inner)
    bytes(field, inner.bytes)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

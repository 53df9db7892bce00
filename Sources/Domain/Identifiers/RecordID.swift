package import Crypto

/// The internal id of a record whatever its kind.
package struct RecordID: Hashable, Comparable, Sendable {
  package let bits: Block128

  @inlinable
  package init(_ bits: Block128) {
    self.bits = bits
  }

  @inlinable
  package static func == (left: RecordID, right: RecordID) -> Bool { left.bits == right.bits }

  @inlinable
  package func hash(into hasher: inout Hasher) { bits.hash(into: &hasher) }

  package static func < (left: Self, right: Self) -> Bool {
    left.bits < right.bits
  }
}

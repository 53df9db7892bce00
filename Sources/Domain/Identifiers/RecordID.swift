package import Crypto

/// The internal id of a record whatever its kind.
package struct RecordID: Hashable, Comparable, Sendable {
  package let bits: Block128

  package init(_ bits: Block128) {
    self.bits = bits
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.bits < right.bits
  }
}

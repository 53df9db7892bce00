package import Crypto

/// The sum by which two copies of a view are compared: how many rows, and their digests added
/// modulo 2^256, so that order plays no part.
package struct ViewSum: Hashable, Sendable {
  package private(set) var count = 0
  package private(set) var sum = Digest.zero

  package init() {}

  package init(count: Int, sum: Digest) {
    self.count = count
    self.sum = sum
  }

  package init(_ rows: some Sequence<Row>) {
    for row in rows { add(row.digest) }
  }

  package mutating func add(_ digest: Digest) {
    count += 1
    sum = sum &+ digest
  }

  /// Takes out one that was added.
  package mutating func remove(_ digest: Digest) {
    count -= 1
    sum = sum &- digest
  }

  package static func + (left: ViewSum, right: ViewSum) -> ViewSum {
    ViewSum(count: left.count + right.count, sum: left.sum &+ right.sum)
  }

  /// What is left of a sum without one of its parts.
  package static func - (left: ViewSum, right: ViewSum) -> ViewSum {
    ViewSum(count: left.count - right.count, sum: left.sum &- right.sum)
  }
}

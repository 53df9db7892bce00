/// A new secret for an endpoint; those of its scheme that are in use go on beside it for a while.
package struct SecretRotation: Hashable, Sendable {
  package let scheme: SecretSlot.Scheme
  package let sealed: [UInt8]
  package let overlap: Duration

  /// Both keys sign during the overlap: 24 h unless told otherwise, at most 30 days.
  package static let standardOverlap = Duration.seconds(24 * 3600)

  package init(
    scheme: SecretSlot.Scheme, sealed: [UInt8], overlap: Duration = Self.standardOverlap
  ) throws(InvalidValue) {
    guard overlap >= .zero, overlap <= .seconds(30 * 24 * 3600) else {
      throw InvalidValue("an overlap is 0 seconds to 30 days")
    }
    self.scheme = scheme
    self.sealed = sealed
    self.overlap = overlap
  }
}

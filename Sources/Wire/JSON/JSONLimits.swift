/// How large and how deep a document may be before the parser refuses it.
package struct JSONLimits: Hashable, Sendable {
  /// The number of arrays and objects that may be open at once, 1 to 512.
  package let maximumDepth: Int

  /// The length of the whole text in bytes.
  package let maximumBytes: Int

  /// 64 levels and 16 MiB.
  package static let standard = JSONLimits(maximumDepth: 64, maximumBytes: 16 << 20)

  package init(maximumDepth: Int, maximumBytes: Int) {
    precondition(1...512 ~= maximumDepth, "The parser recurses: allow between 1 and 512 levels.")
    self.maximumDepth = maximumDepth
    self.maximumBytes = maximumBytes
  }
}

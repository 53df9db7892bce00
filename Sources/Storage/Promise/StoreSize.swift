/// How much room a store takes on its disk.
package struct StoreSize: Hashable, Sendable {
  /// The file.
  package let bytes: Int64
  /// The log beside it, whose content goes into the file bit by bit.
  package let logBytes: Int64

  package init(bytes: Int64, logBytes: Int64) {
    self.bytes = bytes
    self.logBytes = logBytes
  }
}

extension Store {
  package var size: StoreSize? { nil }
}

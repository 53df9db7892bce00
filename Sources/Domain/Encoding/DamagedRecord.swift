/// Stored bytes that cannot be a record: the store is damaged, or a newer gateway wrote them.
package struct DamagedRecord: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ what: String) {
    description = "a stored record cannot be read (\(what)); run `weir verify` and restore a backup"
  }
}

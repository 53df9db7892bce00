import Domain

extension EntryWrite {
  /// Throws unless the entry follows on `head` and its parts speak of the same records.
  func check(after head: Head) throws(StoreError) {
    guard entry.position == head.position.next, entry.previous == head.hash else {
      throw .conflict("the entry does not follow on the head of its journal")
    }
    guard versions.count == changes.count, entry.changes.count == changes.count else {
      throw .conflict("the entry has not one version for each change")
    }
    for ((change, version), committed) in zip(zip(changes, versions), entry.changes) {
      guard
        version.record == change.id, version.kind == change.kind,
        version.position == entry.position, (version.encoded == nil) == (change.after == nil),
        committed.record == change.id, committed.kind == change.kind
      else { throw .conflict("a version does not belong to its change") }
    }
  }
}

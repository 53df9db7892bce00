/// What a decision does to one record.
package struct Change: Hashable, Sendable {
  package let id: RecordID
  package let kind: RecordKind
  /// Nil where the record is new.
  package let before: Record?
  /// Nil where the record is removed.
  package let after: Record?

  private init(id: RecordID, kind: RecordKind, before: Record?, after: Record?) {
    self.id = id
    self.kind = kind
    self.before = before
    self.after = after
  }

  package static func creating(_ record: Record) -> Change {
    Change(id: record.id, kind: record.kind, before: nil, after: record)
  }

  package static func removing(_ record: Record) -> Change {
    Change(id: record.id, kind: record.kind, before: record, after: nil)
  }

  /// Replaces `before` by a later version of the same record.
  package static func replacing(_ before: Record, with after: Record) -> Change {
    precondition(before.id == after.id, "a record is replaced by a version of itself")
    return Change(id: before.id, kind: before.kind, before: before, after: after)
  }
}

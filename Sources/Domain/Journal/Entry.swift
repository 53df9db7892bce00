package import Crypto
package import Wire

/// What one accepted command changed, at one position of its enterprise's journal.
package struct Entry: Hashable, Sendable {
  package let position: Position
  package let time: Timestamp
  package let actor: Actor
  /// The word for the command, such as `contact.change`.
  package let command: String
  package let changes: [EntryChange]
  /// The hash of the entry before, or the enterprise's origin hash.
  package let previous: Digest
  /// The bytes that are hashed after the previous hash, and that the store keeps: the layout of
  /// `Contracts/journal.md`; made once, for they are needed for the hash and again for the store.
  package let content: [UInt8]
  package let hash: Digest

  /// Chains a new entry to the one before it.
  package init(
    position: Position, time: Timestamp, actor: Actor, command: String, changes: [EntryChange],
    previous: Digest
  ) {
    self.position = position
    self.time = time
    self.actor = actor
    self.command = command
    self.changes = changes
    self.previous = previous
    content = Self.content(
      position: position, time: time, actor: actor, command: command, changes: changes)
    hash = Self.hash(previous: previous, content: content)
  }

  /// The hash that stands before an enterprise's first entry.
  package static func origin(of enterprise: EnterpriseID) -> Digest {
    SHA256.hash(Array("weir journal 1".utf8) + enterprise.bits.bytes)
  }

  static func hash(previous: Digest, content: [UInt8]) -> Digest {
    var hash = SHA256()
    hash.update(previous)
    hash.update(content)
    return hash.finish()
  }
}

/// One change of an entry: which record, and the commitment to what it became.
package struct EntryChange: Hashable, Sendable {
  package let record: RecordID
  package let kind: RecordKind
  package let commitment: Commitment

  package init(record: RecordID, kind: RecordKind, commitment: Commitment) {
    self.record = record
    self.kind = kind
    self.commitment = commitment
  }
}

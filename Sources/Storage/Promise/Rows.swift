package import Crypto
package import Domain
package import Wire

/// An enterprise as the store knows it.
package struct EnterpriseRow: Hashable, Sendable {
  package let id: EnterpriseID
  /// The root key under the master key; only the gateway can open it.
  package let sealedRootKey: [UInt8]

  package init(id: EnterpriseID, sealedRootKey: [UInt8]) {
    self.id = id
    self.sealedRootKey = sealedRootKey
  }
}

/// Where a journal stands.
package struct Head: Hashable, Sendable {
  package let position: Position
  /// The time of the newest entry; the epoch's start where there is none.
  package let time: Timestamp
  package let hash: Digest

  package init(position: Position, time: Timestamp, hash: Digest) {
    self.position = position
    self.time = time
    self.hash = hash
  }
}

/// One version of a record.
package struct VersionRow: Hashable, Sendable {
  package let record: RecordID
  package let kind: RecordKind
  package let position: Position
  package let salt: Block128
  /// Nil where the record was removed at this position.
  package let encoded: [UInt8]?

  package init(
    record: RecordID, kind: RecordKind, position: Position, salt: Block128, encoded: [UInt8]?
  ) {
    self.record = record
    self.kind = kind
    self.position = position
    self.salt = salt
    self.encoded = encoded
  }

  /// The record as it stood from this version on, or nil for a removal.
  package func decoded() throws(DamagedRecord) -> Record? {
    guard let encoded else { return nil }
    return try Record(kind: kind, id: record, encoded: encoded)
  }
}

/// Where a version stands among those of its kind: by record, then by position.
package struct VersionPlace: Hashable, Sendable {
  package let record: RecordID
  package let position: Position

  package init(of version: VersionRow) {
    record = version.record
    position = version.position
  }
}

/// A name and the record that holds it.
package struct NameRow: Hashable, Sendable {
  package let text: String
  package let record: RecordID

  package init(text: String, record: RecordID) {
    self.text = text
    self.record = record
  }
}

/// The place of a told row among those of its record.
package struct DisclosurePlace: Hashable, Sendable {
  package let endpoint: EndpointID
  package let first: Position

  package init(endpoint: EndpointID, first: Position) {
    self.endpoint = endpoint
    self.first = first
  }
}

/// An entry on its way into the store, with both sides of every change.
package struct EntryWrite: Sendable {
  package let entry: Entry
  package let changes: [Change]
  /// One for each change, in their order.
  package let versions: [VersionRow]

  package init(entry: Entry, changes: [Change], versions: [VersionRow]) {
    self.entry = entry
    self.changes = changes
    self.versions = versions
  }
}

/// Under what a repeated request is recognized: the bearer, and the words that they chose.
package struct IdempotencyKey: Hashable, Sendable {
  /// Nil for the operator.
  package let bearer: KeyID?
  package let text: String

  package init(bearer: KeyID?, text: String) {
    self.bearer = bearer
    self.text = text
  }
}

/// What an accepted command came to, enough to answer a repeat of it.
package struct OutcomeRow: Hashable, Sendable {
  /// Of the request's method, path and payload.
  package let fingerprint: Digest
  package let time: Timestamp
  /// Where the journal stood after it.
  package let position: Position
  /// The record that the answer shows, if any.
  package let record: RecordID?
  package let kind: RecordKind?

  package init(
    fingerprint: Digest, time: Timestamp, position: Position, record: RecordID?, kind: RecordKind?
  ) {
    self.fingerprint = fingerprint
    self.time = time
    self.position = position
    self.record = record
    self.kind = kind
  }
}

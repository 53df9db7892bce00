package import Delivery
package import Domain
package import Storage
package import Views
package import Wire

extension ReadSession {
  /// The record as it stood at `position`; nil where it did not exist or was removed.
  package func record(
    _ id: RecordID, _ kind: RecordKind, at position: Position, in enterprise: EnterpriseID
  ) throws -> Record? {
    try snapshot().version(of: id, kind, at: position, in: enterprise)?.decoded()
  }

  /// The names of a kind within a scope at `position`, by code point, from after `last`.
  package func names(
    of kind: RecordKind, in scope: RecordID, after last: String?, at position: Position,
    limit: Int, enterprise: EnterpriseID
  ) throws -> [NameRow] {
    try snapshot().names(
      of: kind, in: scope, after: last, at: position, limit: limit, enterprise: enterprise)
  }

  /// The record that held a name at `position`.
  package func holder(
    of name: UniqueName, at position: Position, in enterprise: EnterpriseID
  ) throws -> RecordID? {
    try snapshot().holder(of: name, at: position, in: enterprise)
  }

  /// Whether anything has a name in a scope at `position`.
  package func hasNames(
    in scope: RecordID, at position: Position, enterprise: EnterpriseID
  ) throws -> Bool {
    try reader.hasNames(in: scope, at: position, enterprise: enterprise)
  }

  /// The live records of a kind at `position` by ascending internal id, from after `last`.
  package func versions(
    of kind: RecordKind, after last: RecordID?, at position: Position, limit: Int,
    in enterprise: EnterpriseID
  ) throws -> [VersionRow] {
    try snapshot().versions(of: kind, after: last, at: position, limit: limit, in: enterprise)
  }

  /// The newest version of a record at or before `position`; its own position serves as a tag.
  package func version(
    of record: RecordID, _ kind: RecordKind, at position: Position, in enterprise: EnterpriseID
  ) throws -> VersionRow? {
    try snapshot().version(of: record, kind, at: position, in: enterprise)
  }

  /// What hung on a record at `position`, by ascending member id, from after `last`.
  package func attachments(
    to holder: RecordID, of kind: RecordKind?, after last: RecordID?, at position: Position,
    limit: Int, in enterprise: EnterpriseID
  ) throws -> [Attachment] {
    try snapshot().attachments(
      to: holder, of: kind, after: last, at: position, limit: limit, in: enterprise)
  }

  /// Entries in order from after `position`, as they stand in the journal.
  package func entries(
    after position: Position, limit: Int, in enterprise: EnterpriseID
  ) throws -> [Entry] {
    try snapshot().entries(after: position, limit: limit, in: enterprise)
  }

  /// Records for a view; asked for a later position than `position` it answers as of `position`.
  package func records(
    at position: Position, in enterprise: EnterpriseID
  ) throws -> any RecordReading {
    try SessionRecords(reader: snapshot(), enterprise: enterprise, last: position)
  }

  /// What an endpoint was sent and answered, newest first, from before `cursor`.
  package func attempts(
    at endpoint: EndpointID, before cursor: AttemptCursor?, limit: Int
  ) throws -> [LoggedAttempt] {
    try attemptLog.attempts(at: endpoint, before: cursor, limit: limit)
  }

  /// To which endpoints a record was told up to `position`, and until when; ended ones included.
  package func disclosures(
    of record: RecordID, upTo position: Position, after last: DisclosurePlace?, limit: Int
  ) throws -> [ToldRow] {
    try snapshot().disclosures(of: record, upTo: position, after: last, limit: limit)
  }

  /// When the entry at a position was written; nil where there is none.
  package func time(of position: Position, in enterprise: EnterpriseID) throws -> Timestamp? {
    try snapshot().entries(after: position.previous, limit: 1, in: enterprise)
      .first { $0.position == position }?.time
  }
}

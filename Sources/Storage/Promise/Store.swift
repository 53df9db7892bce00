package import Delivery
package import Domain
package import Wire

/// Keeps journals, versions and delivery rows of any number of enterprises.
///
/// Promises, held by one conformance suite for every implementation:
/// - `write` runs its body alone; what it wrote is durable and visible to later reads when `write`
///   has returned, all of it, and nothing of it stays after it has thrown.
/// - A reader sees, from one `refresh` to the next, exactly the state after some one write.
/// - Nothing written is ever changed by a later write but what the functions below say they change.
package protocol Store: Sendable {
  /// Blocks the calling thread until the write is durable; call it from one thread of your own.
  func write<Result>(_ body: (any StoreTransaction) throws -> Result) throws -> Result

  /// A new reader for the use of one thread.
  func makeReader() throws -> any StoreReader

  /// Moves what writes have gathered to its final place; meant for a thread beside the writer's.
  func checkpoint() throws

  /// How much room it takes; nil where it takes none on a disk.
  var size: StoreSize? { get }

  /// Releases files; using the store or its readers afterwards throws.
  func close()
}

/// Reads one state of the store; confined to the thread that it was made for.
package protocol StoreReader: AnyObject {
  /// Moves on to the state after the newest finished write.
  func refresh() throws

  /// Lets go of the state, so that a checkpoint can pass it; reading needs a `refresh` first. For a
  /// reader that will be idle: what it holds cannot be given back to the disk.
  func release() throws

  /// The enterprises, oldest first.
  func enterprises() throws -> [EnterpriseRow]

  /// The newest entry's position, time and hash; the origin hash where there is none yet.
  func head(of enterprise: EnterpriseID) throws -> Head

  /// The newest version of a record at or before `position`, one indexed look-up; a version without
  /// bytes says that the record was removed there.
  func version(
    of record: RecordID, _ kind: RecordKind, at position: Position, in enterprise: EnterpriseID
  ) throws -> VersionRow?

  /// The live records of a kind at `position` by ascending id, from after `last`, at most `limit`.
  func versions(
    of kind: RecordKind, after last: RecordID?, at position: Position, limit: Int,
    in enterprise: EnterpriseID
  ) throws -> [VersionRow]

  /// Every version of a kind's records, removals included, that was written after `base` and up to
  /// `position`: by record and then position, from after `last`, at most `limit`.
  func history(
    of kind: RecordKind, since base: Position, upTo position: Position, after last: VersionPlace?,
    limit: Int, in enterprise: EnterpriseID
  ) throws -> [VersionRow]

  /// The record that held a name at `position`.
  func holder(
    of name: UniqueName, at position: Position, in enterprise: EnterpriseID
  ) throws -> RecordID?

  /// The names of a kind within a scope at `position`, by code point, from after `last`.
  func names(
    of kind: RecordKind, in scope: RecordID, after last: String?, at position: Position,
    limit: Int, enterprise: EnterpriseID
  ) throws -> [NameRow]

  /// Whether anything has a name in a scope at `position`.
  func hasNames(in scope: RecordID, at position: Position, enterprise: EnterpriseID) throws -> Bool

  /// What hung on a record at `position`, by ascending member id, from after `last`; of one kind
  /// where `kind` is given.
  func attachments(
    to holder: RecordID, of kind: RecordKind?, after last: RecordID?, at position: Position,
    limit: Int, in enterprise: EnterpriseID
  ) throws -> [Attachment]

  /// Entries in order from after `position`; each is chained to the hash stored before it.
  func entries(
    after position: Position, limit: Int, in enterprise: EnterpriseID
  ) throws -> [Entry]

  /// Entries not older than `time` whose command has `part` in its word, in order from after
  /// `position`; for the few of a kind among many.
  func entries(
    naming part: String, since time: Timestamp, after position: Position, limit: Int,
    in enterprise: EnterpriseID
  ) throws -> [Entry]

  /// When an entry was written; nil where there is none at `position`. Cheaper than the entry, whose
  /// hash this does not check.
  func time(of position: Position, in enterprise: EnterpriseID) throws -> Timestamp?

  /// The outcome kept under an idempotency key, unless it is older than `since`.
  func outcome(
    of key: IdempotencyKey, since: Timestamp, in enterprise: EnterpriseID
  ) throws -> OutcomeRow?

  func cursors() throws -> [CursorRow]
  func exceptions(of endpoint: EndpointID) throws -> [ExceptionRow]

  /// The open runs of an endpoint, oldest first.
  func runs(of endpoint: EndpointID) throws -> [RunRow]

  /// The exceptions of an endpoint taken together; nil where it has none.
  func exceptionSummary(of endpoint: EndpointID) throws -> ExceptionSummary?

  /// The told rows of an endpoint that stand, at most one for each record, by ascending record id.
  func standing(
    at endpoint: EndpointID, after last: RecordID?, limit: Int
  ) throws -> [ToldRow]

  /// The newest told row of a record at an endpoint, which may be withdrawn.
  func told(at endpoint: EndpointID, record: RecordID) throws -> ToldRow?

  /// To which endpoints a record was told up to `position`, ended ones included, by endpoint and
  /// then by first position: one row for each stretch from a first showing to its withdrawal.
  func disclosures(
    of record: RecordID, upTo position: Position, after last: DisclosurePlace?, limit: Int
  ) throws -> [ToldRow]
}

/// Reads and writes within one write; reads see what this write has written.
package protocol StoreTransaction: StoreReader {
  /// Adds an enterprise at position 0 of an empty journal.
  func add(_ enterprise: EnterpriseRow) throws

  /// Appends an entry with its versions and what is derived from them (names, attachments).
  ///
  /// The entry must stand at the position after the head; `versions` has the changes' order.
  func append(_ write: EntryWrite, in enterprise: EnterpriseID) throws

  /// Keeps the outcome of an accepted command, replacing one of the same key.
  func keep(_ outcome: OutcomeRow, of key: IdempotencyKey, in enterprise: EnterpriseID) throws

  /// Removes outcomes older than `time`, at most `limit` of them.
  func dropOutcomes(before time: Timestamp, limit: Int) throws

  /// Writes delivery rows: cursors, told rows, exceptions and runs replace those of the same key.
  ///
  /// Of an ended endpoint the cursor, the exceptions and the runs go; its told rows stay for good.
  func save(_ changes: DeliveryChanges) throws
}

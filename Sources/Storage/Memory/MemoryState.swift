import Delivery
import Domain

/// One state of a store in memory; a copy is a snapshot.
struct MemoryState: Sendable {
  var enterprises: [EnterpriseRow] = []
  var heads: [EnterpriseID: Head] = [:]
  var entries = OrderedMap<EntryKey, Entry>()
  var versions = OrderedMap<VersionKey, VersionRow>()
  var names = OrderedMap<NameKey, NameStretch>()
  var attachments = OrderedMap<AttachmentKey, AttachmentStretch>()
  var outcomes = OrderedMap<OutcomeKey, OutcomeRow>()
  var cursors = OrderedMap<EndpointID, CursorRow>()
  var told = OrderedMap<ToldKey, ToldRow>()
  /// The keys of told rows by record.
  var disclosures = OrderedMap<DisclosureKey, ToldKey>()
  var exceptions = OrderedMap<CopyKey, ExceptionRow>()
  var runs = OrderedMap<RunKey, RunRow>()
}

/// For how long a record held a name: from the position in the key up to before `end`.
struct NameStretch: Sendable {
  let name: UniqueName
  let record: RecordID
  /// Nil while it does.
  let end: Position?
}

/// For how long a member hung on a holder: from the position in the key up to before `end`.
struct AttachmentStretch: Sendable {
  let attachment: Attachment
  /// Nil while it does.
  let end: Position?
}

extension Optional<Position> {
  /// Whether a stretch that ends here reaches to `position`.
  func reaches(_ position: Position) -> Bool {
    guard let end = self else { return true }
    return position < end
  }
}

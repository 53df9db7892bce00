import Domain
import Gateway
import Storage
import Synchronization

/// The record that a command is about, as far as its answer depends on who may know of it.
///
/// Looked up only where a refusal turns on it: most commands are carried out, and then the writer
/// alone reads the record.
enum CommandTarget: Sendable {
  /// The command makes the record, or the caller's right to know of it was looked at already.
  case known
  /// Named by a path; nil where the text is no id of the caller's party.
  case named(RecordID?, RecordKind, APIService.ThreadSlot)

  /// Whether the caller may know of the record now; what cannot be read is not known.
  func isKnown(to caller: Caller) -> Bool {
    switch self {
    case .known: return true
    case .named(nil, _, _): return false
    case .named(let id?, let kind, let slot):
      let record = try? slot.reader.withLock { reader in
        try reader.session.follow()
        return try reader.known(id, kind, to: caller)
      }
      return record != nil
    }
  }
}

extension ThreadReader {
  /// The newest version of a record, where the caller may know of it.
  func known(_ id: RecordID, _ kind: RecordKind, to caller: Caller) throws -> Record? {
    let head = try session.head(of: caller.enterprise).position
    let found = try session.record(id, kind, at: head, in: caller.enterprise)
    guard let record = found, try sight(of: record, for: caller) != nil else { return nil }
    return record
  }
}

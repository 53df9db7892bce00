import Crypto
import Domain
import Storage
import Wire

/// Walks the journal of one enterprise and recomputes everything that it promises.
///
/// Each entry follows on the one before it, each version that is kept is the one its entry committed
/// to, no record has lost its newest version, and none stands that no entry tells of.
struct JournalVerifier {
  let reader: any StoreReader
  let enterprise: EnterpriseID

  /// What was found in a sound journal.
  struct Report: Equatable {
    var position = Position.start
    var head: Digest
    /// Versions that were compared with their commitment.
    var versions = 0
    /// Versions that are kept no longer, as old ones are once later ones stand.
    var dropped = 0
    /// How many records of each kind stand.
    var records: [RecordKind: Int] = [:]
    /// Where the hash that was asked for stands.
    var witness: Position?
  }

  private static let page = 1_000

  /// Throws where anything does not fit; `progress` is told the position that it has reached.
  ///
  /// `witness` is a hash that the chain was known to pass through.
  func verify(
    passing witness: Digest? = nil, progress: (Position) -> Void = { _ in }
  ) throws -> Report {
    let stored = try reader.head(of: enterprise)
    var report = Report(head: Entry.origin(of: enterprise))
    while report.position < stored.position {
      let left = Int(stored.position.number - report.position.number)
      let entries = try reader.entries(
        after: report.position, limit: min(left, Self.page), in: enterprise)
      guard !entries.isEmpty else {
        throw damage("entry \(report.position.next.number) is missing")
      }
      for entry in entries { try take(entry, into: &report, stored, witness) }
      progress(report.position)
    }
    let after = try reader.entries(after: stored.position, limit: 1, in: enterprise)
    guard after.isEmpty, report.head == stored.hash else {
      throw damage("the newest entry does not have the hash that the store names")
    }
    try checkRecords(report, stored)
    return report
  }

  private func take(
    _ entry: Entry, into report: inout Report, _ stored: Head, _ witness: Digest?
  ) throws {
    let number = entry.position.number
    guard entry.position == report.position.next else {
      throw damage("after entry \(report.position.number) comes entry \(number)")
    }
    guard entry.previous == report.head else {
      throw damage("entry \(number) does not follow on the entry before it")
    }
    for change in entry.changes { try check(change, of: entry, into: &report, stored) }
    report.position = entry.position
    report.head = entry.hash
    if entry.hash == witness { report.witness = entry.position }
  }

  private func check(
    _ change: EntryChange, of entry: Entry, into report: inout Report, _ stored: Head
  ) throws {
    guard let newest = try version(of: change, at: stored.position),
      newest.position >= entry.position
    else {
      throw damage(
        "the newest version of a \(change.kind.name), of entry \(entry.position.number), is gone")
    }
    let isNewest = newest.position == entry.position
    let row = isNewest ? newest : try version(of: change, at: entry.position)
    guard let row, row.position == entry.position else {
      report.dropped += 1
      return
    }
    guard Commitment(salt: row.salt, encoded: row.encoded ?? []) == change.commitment else {
      throw damage(
        "a \(change.kind.name) is not what entry \(entry.position.number) says it became")
    }
    report.versions += 1
    if isNewest, row.encoded != nil { report.records[change.kind, default: 0] += 1 }
  }

  /// Every record that stands was found through an entry: there are as many of each kind.
  private func checkRecords(_ report: Report, _ stored: Head) throws {
    for kind in RecordKind.allCases {
      var count = 0
      var last: RecordID?
      repeat {
        let page = try reader.versions(
          of: kind, after: last, at: stored.position, limit: Self.page, in: enterprise)
        count += page.count
        last = page.last?.record
      } while last != nil
      guard count == report.records[kind, default: 0] else {
        throw damage("a \(kind.name) stands in the store that no entry tells of")
      }
    }
  }

  private func version(of change: EntryChange, at position: Position) throws -> VersionRow? {
    try reader.version(of: change.record, change.kind, at: position, in: enterprise)
  }

  private func damage(_ what: String) -> CommandFailure {
    CommandFailure(
      "the journal does not verify: \(what); keep a copy of the store as it is and restore a"
        + " backup that verifies")
  }
}

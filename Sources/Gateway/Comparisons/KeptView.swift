import Crypto
import Domain
import Storage
import Views

/// The sums of one party's view at one position, and which of its records changed lately.
struct KeptView {
  private(set) var position: Position
  private(set) var sums = ViewSums()
  /// The digits of records whose rows changed after `logStart`, by the position of the change.
  private var log: [Changed] = []
  private var logStart: Position

  private struct Changed {
    let position: Position
    let id: Block128
  }

  /// Sums a whole view, row by row.
  init(_ rows: RowBuilder, reader: any RecordReading, at position: Position) throws {
    self.position = position
    logStart = position
    var sums = ViewSums()
    try ViewStream(rows: rows, reader: reader, at: position).forEach { row in
      sums.add(Self.member(row), as: rows.ids.shown(row.record), row.digest)
    }
    self.sums = sums
  }

  /// Takes entries over that follow on `position` and left the party's structure alone.
  mutating func move(
    over entries: [CommittedEntry], to head: Position, _ rows: RowBuilder,
    _ reader: some RecordReading
  ) throws {
    for entry in entries where entry.position > position && entry.position <= head {
      for change in try Self.changes(in: entry, rows, reader) {
        let id = rows.ids.shown(change.record)
        if let row = change.before { sums.remove(Self.member(row), as: id, row.digest) }
        if let row = change.after { sums.add(Self.member(row), as: id, row.digest) }
        log.append(Changed(position: entry.position, id: id))
      }
    }
    position = head
    trim()
  }

  /// Takes note of what changed before `position`, where that is not known any more: entries from
  /// after `start` on, under the structure that still stands.
  mutating func learn(
    _ entries: [CommittedEntry], after start: Position, _ rows: RowBuilder,
    _ reader: some RecordReading
  ) throws {
    guard start < logStart else { return }
    let earlier = entries.filter { $0.position > start && $0.position <= logStart }
    log =
      try earlier.flatMap { entry in
        try Self.changes(in: entry, rows, reader).map {
          Changed(position: entry.position, id: rows.ids.shown($0.record))
        }
      } + log
    logStart = start
  }

  /// Whether `changes(after:)` can be asked about a position.
  func knowsChanges(after start: Position) -> Bool { start >= logStart }

  /// The digits of the records whose rows changed after a position.
  func changes(after start: Position) -> [Block128] {
    log.filter { $0.position > start }.map(\.id)
  }

  private static let logLimit = 65_536

  private mutating func trim() {
    guard log.count > Self.logLimit else { return }
    let cut = log[log.count - Self.logLimit / 2].position
    log.removeAll { $0.position <= cut }
    logStart = cut
  }

  private struct RowChange {
    let record: RecordID
    let before: Row?
    let after: Row?
  }

  private static func changes(
    in entry: CommittedEntry, _ rows: RowBuilder, _ reader: some RecordReading
  ) throws -> [RowChange] {
    let (before, after) = (entry.position.previous, entry.position)
    var changed: Set<RecordID> = []
    var result: [RowChange] = []
    func add(_ id: RecordID, _ old: Row?, _ new: Row?) {
      if changed.insert(id).inserted, old != new {
        result.append(RowChange(record: id, before: old, after: new))
      }
    }
    for change in entry.changes where change.kind == .contact || change.kind == .link {
      add(
        change.id, try change.before.flatMap { try rows.row(of: $0, at: before, reader) },
        try change.after.flatMap { try rows.row(of: $0, at: after, reader) })
    }
    guard rows.scope.hasLinks else { return result }
    for change in entry.changes where change.mayMoveLinks {
      for link in try reader.links(at: ContactID(change.id), at: after) {
        add(
          link.record, try rows.row(of: link.record, .link, at: before, reader),
          try rows.row(of: link.record, .link, at: after, reader))
      }
    }
    return result
  }

  private static func member(_ row: Row) -> ViewSums.Member {
    ViewSums.Member(record: row.record, kind: row.kind)
  }
}

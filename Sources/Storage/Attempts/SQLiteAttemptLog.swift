package import Delivery
package import Domain
import Glibc
import Synchronization
package import Wire

/// Keeps attempts in a folder with one SQLite file for each UTC day, `attempts-2026-11-22.db`.
///
/// A batch is appended in one transaction for each day that it has attempts of. A file that cannot
/// be read is passed over; when its day is written to, it is renamed and a new one takes its place.
package final class SQLiteAttemptLog: AttemptLog {
  package let folder: String
  private let writing: Mutex<WritingSlot>
  private let known: Mutex<KnownDays>

  /// Opens the log in `folder`, which is made for its owner alone where it is missing.
  ///
  /// Throws only where the folder itself cannot be used; for files see `skipped`.
  package init(folder: String) throws {
    self.folder = folder
    let names = try AttemptFolder(path: folder).openedNames()
    writing = Mutex(WritingSlot())
    known = Mutex(KnownDays(names: names, in: folder))
  }

  /// Why some days' files are passed over, each with its path and what to do.
  package var skipped: [StoreError] {
    known.withLock { known in known.unreadable.sorted { $0.key < $1.key }.map(\.value) }
  }

  package func append(_ attempts: [AttemptRow]) throws {
    let batches = Dictionary(grouping: attempts) { AttemptDay(of: $0.time) }
    try writing.withLock { slot in
      guard !slot.isClosed else { throw StoreError.closed }
      for (day, batch) in batches.sorted(by: { $0.key < $1.key }) {
        try append(batch, of: day, in: &slot)
      }
    }
  }

  private func append(
    _ batch: [AttemptRow], of day: AttemptDay, in slot: inout WritingSlot
  ) throws {
    if known.withLock({ $0.unreadable[day] != nil }) { try setAside(day) }
    do {
      try file(of: day, in: &slot).append(batch)
    } catch let error as StoreError where error.code == .damaged {
      // Better a new file for the rest of the day than no more sending until it ends.
      slot.files[day] = nil
      try setAside(day)
      try file(of: day, in: &slot).append(batch)
    }
  }

  private func file(of day: AttemptDay, in slot: inout WritingSlot) throws -> AttemptFile {
    if let file = slot.files[day] { return file }
    let path = "\(folder)/\(day.fileName)"
    let isNew = known.withLock { !$0.readable.contains(day) }
    if isNew { try NewFile.createIfMissing(path) }
    let file = try AttemptFile(at: path, makesMissing: true)
    known.withLock { _ = $0.readable.insert(day) }
    slot.keep(file, of: day)
    return file
  }

  /// Takes an unreadable file out of the way of its day.
  private func setAside(_ day: AttemptDay) throws {
    try AttemptFolder(path: folder).setAside(day)
    known.withLock { known in
      known.unreadable[day] = nil
      known.readable.remove(day)
    }
  }

  package func attempts(
    at endpoint: EndpointID, before cursor: AttemptCursor?, limit: Int
  ) throws -> [LoggedAttempt] {
    guard !writing.withLock({ $0.isClosed }) else { throw StoreError.closed }
    var found: [LoggedAttempt] = []
    let days = known.withLock { $0.readable }.sorted(by: >)
    for day in days where cursor.map({ day.number <= $0.day }) ?? true {
      guard found.count < limit else { break }
      let row = cursor.flatMap { $0.day == day.number ? $0.row : nil } ?? .max
      found += try attempts(at: endpoint, of: day, before: row, limit: limit - found.count)
    }
    return found
  }

  private func attempts(
    at endpoint: EndpointID, of day: AttemptDay, before row: Int64, limit: Int
  ) throws -> [LoggedAttempt] {
    let path = "\(folder)/\(day.fileName)"
    do {
      let file = try AttemptFile(at: path, makesMissing: false)
      return try file.attempts(at: endpoint, of: day, before: row, limit: limit)
    } catch let error as StoreError where error.code == .damaged {
      known.withLock { known in
        known.readable.remove(day)
        known.unreadable[day] = StoreError.damagedDay(path)
      }
      return []
    } catch {
      // A day that was dropped in the meantime has no attempts any more.
      guard known.withLock({ $0.readable.contains(day) }) else { return [] }
      throw error
    }
  }

  package func drop(before time: Timestamp) throws {
    try writing.withLock { slot in
      guard !slot.isClosed else { throw StoreError.closed }
      for day in slot.files.keys where day.hasEnded(before: time) { slot.files[day] = nil }
      known.withLock { known in
        known.readable = known.readable.filter { !$0.hasEnded(before: time) }
        known.unreadable = known.unreadable.filter { !$0.key.hasEnded(before: time) }
      }
      try AttemptFolder(path: folder).removeDays { $0.hasEnded(before: time) }
    }
  }

  package func close() {
    writing.withLock { slot in
      slot.isClosed = true
      slot.files = [:]
    }
  }
}

/// The days of which there are files.
private struct KnownDays: Sendable {
  var readable: Set<AttemptDay> = []
  var unreadable: [AttemptDay: StoreError] = [:]

  init(names: [String], in folder: String) {
    for name in names {
      guard let day = AttemptDay(fileName: name), name == day.fileName else { continue }
      do throws(StoreError) {
        _ = try Schema.attempts.check("\(folder)/\(name)")
        readable.insert(day)
      } catch {
        // Left behind by a crash before its first transaction: as good as missing.
        guard error.code != .empty else { continue }
        unreadable[day] = error
      }
    }
  }
}

// Safe because the connections in it are used under the mutex around the slot only.
private struct WritingSlot: @unchecked Sendable {
  var files: [AttemptDay: AttemptFile] = [:]
  var isClosed = false

  /// Two days are enough: around midnight, attempts of both come in.
  mutating func keep(_ file: AttemptFile, of day: AttemptDay) {
    files[day] = file
    while files.count > 2, let oldest = files.keys.filter({ $0 != day }).min() {
      files[oldest] = nil
    }
  }
}

extension StoreError {
  fileprivate static func damagedDay(_ path: String) -> StoreError {
    StoreError(.damaged, "\(path) is damaged and passed over; keep it for inspection or remove it")
  }
}

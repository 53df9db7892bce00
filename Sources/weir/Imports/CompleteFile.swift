import Directory
import Wire

/// A file that is said to hold all records of its kind: what it does not mention goes.
///
/// It is believed only if it has exactly as many rows as it was said to have, each of which can be
/// read and is about a record of its own; so that an empty or cut file removes nothing.
struct CompleteFile {
  let file: RowFile
  let expected: Int
  /// Hashes of the codes that it mentions.
  private let keys: Set<Int>

  /// Reads the whole file; throws where it cannot be believed.
  init(_ file: RowFile, expecting expected: Int) throws {
    var keys: Set<Int> = []
    var rows = 0
    var faults = 0
    do {
      try file.read { _ in
      } each: { item in
        switch item {
        case .row(let row):
          rows += 1
          keys.insert(row.key)
        case .faults: faults += 1
        }
      }
    } catch let failure as CommandFailure {
      throw Self.doubtful("\(failure)")
    }
    self.file = file
    self.expected = expected
    self.keys = keys
    guard faults == 0 else {
      throw Self.doubtful("\(faults == 1 ? "1 row" : "\(faults) rows") cannot be read")
    }
    guard rows == expected else {
      throw Self.doubtful("it has \(rows) rows, and --expect says \(expected)")
    }
    guard keys.count == rows else {
      throw Self.doubtful("\(rows - keys.count) of its rows repeat a code")
    }
  }

  private static func doubtful(_ reason: String) -> CommandFailure {
    CommandFailure(
      "the file is not taken for complete: \(reason). Nothing was imported, and nothing removed")
  }

  func mentions(_ record: JSON) -> Bool {
    // What has no code is nothing that a file could mention: it is left alone.
    record["code"]?.string.map { keys.contains(RowReader.hash(Array($0.utf8))) } ?? true
  }
}

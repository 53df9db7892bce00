/// A failed SQLite call: what was being done, what came back, and what may help.
///
/// It names the statement but never a bound value.
package struct SQLiteError: Error, Hashable, Sendable {
  /// What was being done.
  package enum Operation: String, Sendable {
    case open
    case configure
    case prepare
    case bind
    case step
    case execute
    case checkpoint
  }

  package let operation: Operation
  package let code: ResultCode
  /// What SQLite said, in English.
  package let message: String
  /// The statement's text, or nil where there was none.
  package let sql: String?

  package init(operation: Operation, code: ResultCode, message: String, sql: String? = nil) {
    self.operation = operation
    self.code = code
    self.message = message
    self.sql = sql
  }

  /// No space is left for the database.
  package var isFull: Bool { code.primary == .full }

  /// Another connection holds what this one needs, or has moved on from its snapshot.
  package var isBusy: Bool { code.primary == .busy || code.primary == .locked }

  /// The file is damaged, or is no database at all.
  package var isCorrupt: Bool { code.primary == .corrupt || code.primary == .notADatabase }

  /// The system failed to read, write or flush the file.
  package var isInputOutput: Bool { code.primary == .inputOutput }

  /// A rule of the schema forbids the change.
  package var isConstraint: Bool { code.primary == .constraint }
}

extension SQLiteError: CustomStringConvertible {
  package var description: String {
    let place = sql.map { " in \"\($0)\"" } ?? ""
    let cure = remedy.map { " \($0)" } ?? ""
    return "SQLite \(operation.rawValue) failed\(place): \(message) (\(code)).\(cure)"
  }

  private var remedy: String? {
    switch code.primary {
    case .full: "Free space on the disk of the database, then try again."
    case .busy, .locked: "Try again; if it stays so, look for another process with the file open."
    case .corrupt: "Stop, keep the file for inspection and restore the latest backup."
    case .notADatabase: "Check the path: the file there is not an SQLite database."
    case .inputOutput: "Check the disk and its file system, then start again."
    case .cannotOpen: "Check that the path exists and may be read and written."
    case .readOnly: "Check the permissions of the file and of its folder."
    default: nil
    }
  }
}

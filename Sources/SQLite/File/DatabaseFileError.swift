import Glibc

/// Why a file is refused before SQLite is let near it.
package enum DatabaseFileError: Error, Hashable, Sendable {
  case notFound
  /// The system does not let it be opened or read, with its error number.
  case unreadable(errno: Int32)
  /// A folder, a pipe or a device.
  case notAFile
  /// No bytes at all; SQLite would take it for a new database.
  case empty
  /// Another kind of file.
  case notADatabase
  /// It begins as a database does, but ends before its first page does.
  case tooShort(byteCount: Int64)
  /// A database by its first words, with a header that cannot be true.
  case damaged(String)

  init(opening number: Int32) {
    self = number == ENOENT ? .notFound : .unreadable(errno: number)
  }
}

extension DatabaseFileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notFound: "There is no file at the path; check the path."
    case .unreadable(let number):
      "The file cannot be read (system error \(number)); check its permissions and the disk."
    case .notAFile: "The path does not lead to a file; check the path."
    case .empty: "The file is empty; remove it to begin anew, or restore the latest backup."
    case .notADatabase: "The file is not an SQLite database; check the path."
    case .tooShort(let byteCount):
      "The database was cut off after \(byteCount) bytes; restore the latest backup."
    case .damaged(let reason):
      "The database file is damaged, for \(reason); restore the latest backup."
    }
  }
}

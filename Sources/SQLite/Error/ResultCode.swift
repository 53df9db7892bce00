import CSQLite

/// What an SQLite call returned: an extended result code (sqlite.org/rescode.html).
package struct ResultCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: Int32

  package init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// The code without what extends it; it tells the kind of the failure.
  package var primary: ResultCode { ResultCode(rawValue: rawValue & 0xff) }
}

extension ResultCode {
  package static let ok = ResultCode(rawValue: SQLITE_OK)
  package static let error = ResultCode(rawValue: SQLITE_ERROR)
  package static let busy = ResultCode(rawValue: SQLITE_BUSY)
  package static let busySnapshot = ResultCode(rawValue: SQLITE_BUSY | (2 << 8))
  package static let locked = ResultCode(rawValue: SQLITE_LOCKED)
  package static let outOfMemory = ResultCode(rawValue: SQLITE_NOMEM)
  package static let readOnly = ResultCode(rawValue: SQLITE_READONLY)
  package static let interrupted = ResultCode(rawValue: SQLITE_INTERRUPT)
  package static let inputOutput = ResultCode(rawValue: SQLITE_IOERR)
  package static let inputOutputRead = ResultCode(rawValue: SQLITE_IOERR | (1 << 8))
  package static let inputOutputWrite = ResultCode(rawValue: SQLITE_IOERR | (3 << 8))
  package static let inputOutputSync = ResultCode(rawValue: SQLITE_IOERR | (4 << 8))
  package static let inputOutputTruncate = ResultCode(rawValue: SQLITE_IOERR | (6 << 8))
  package static let corrupt = ResultCode(rawValue: SQLITE_CORRUPT)
  package static let full = ResultCode(rawValue: SQLITE_FULL)
  package static let cannotOpen = ResultCode(rawValue: SQLITE_CANTOPEN)
  package static let schemaChanged = ResultCode(rawValue: SQLITE_SCHEMA)
  package static let tooBig = ResultCode(rawValue: SQLITE_TOOBIG)
  package static let constraint = ResultCode(rawValue: SQLITE_CONSTRAINT)
  package static let constraintCheck = ResultCode(rawValue: SQLITE_CONSTRAINT | (1 << 8))
  package static let constraintForeignKey = ResultCode(rawValue: SQLITE_CONSTRAINT | (3 << 8))
  package static let constraintNotNull = ResultCode(rawValue: SQLITE_CONSTRAINT | (5 << 8))
  package static let constraintPrimaryKey = ResultCode(rawValue: SQLITE_CONSTRAINT | (6 << 8))
  package static let constraintUnique = ResultCode(rawValue: SQLITE_CONSTRAINT | (8 << 8))
  package static let typeMismatch = ResultCode(rawValue: SQLITE_MISMATCH)
  package static let misuse = ResultCode(rawValue: SQLITE_MISUSE)
  package static let range = ResultCode(rawValue: SQLITE_RANGE)
  package static let notADatabase = ResultCode(rawValue: SQLITE_NOTADB)

  private static let names: [ResultCode: String] = [
    .ok: "SQLITE_OK", .error: "SQLITE_ERROR", .busy: "SQLITE_BUSY",
    .busySnapshot: "SQLITE_BUSY_SNAPSHOT", .locked: "SQLITE_LOCKED",
    .outOfMemory: "SQLITE_NOMEM", .readOnly: "SQLITE_READONLY",
    .interrupted: "SQLITE_INTERRUPT", .inputOutput: "SQLITE_IOERR",
    .inputOutputRead: "SQLITE_IOERR_READ", .inputOutputWrite: "SQLITE_IOERR_WRITE",
    .inputOutputSync: "SQLITE_IOERR_FSYNC", .inputOutputTruncate: "SQLITE_IOERR_TRUNCATE",
    .corrupt: "SQLITE_CORRUPT", .full: "SQLITE_FULL", .cannotOpen: "SQLITE_CANTOPEN",
    .schemaChanged: "SQLITE_SCHEMA", .tooBig: "SQLITE_TOOBIG",
    .constraint: "SQLITE_CONSTRAINT", .constraintCheck: "SQLITE_CONSTRAINT_CHECK",
    .constraintForeignKey: "SQLITE_CONSTRAINT_FOREIGNKEY",
    .constraintNotNull: "SQLITE_CONSTRAINT_NOTNULL",
    .constraintPrimaryKey: "SQLITE_CONSTRAINT_PRIMARYKEY",
    .constraintUnique: "SQLITE_CONSTRAINT_UNIQUE", .typeMismatch: "SQLITE_MISMATCH",
    .misuse: "SQLITE_MISUSE", .range: "SQLITE_RANGE", .notADatabase: "SQLITE_NOTADB",
  ]
}

extension ResultCode: CustomStringConvertible {
  /// The name in C, with the number where the name is only that of the primary code.
  package var description: String {
    if let name = Self.names[self] { return name }
    if let name = Self.names[primary], self != primary { return "\(name) (\(rawValue))" }
    return "SQLite code \(rawValue)"
  }
}

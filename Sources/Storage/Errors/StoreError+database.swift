import SQLite

extension StoreError {
  /// What a failed call of the database means for a store.
  init(_ error: SQLiteError) {
    let code: Code =
      if error.isFull {
        .full
      } else if error.isCorrupt {
        .damaged
      } else if error.isConstraint {
        .conflict
      } else {
        .failed
      }
    self.init(code, error.description)
  }

  /// Why the file at `path` is refused before the database is let near it.
  init(_ error: DatabaseFileError, at path: String) {
    let code: Code =
      switch error {
      case .notFound: .missing
      case .unreadable: .failed
      case .notAFile, .notADatabase: .foreign
      case .empty: .empty
      case .tooShort, .damaged: .damaged
      }
    self.init(code, "\(path): \(error)")
  }
}

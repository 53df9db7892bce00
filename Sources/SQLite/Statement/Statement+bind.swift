import CSQLite

/// Parameters can be bound while a statement is not running. Every value is copied. An index that the
/// statement does not have is an error, `.range`.
extension Statement {
  package func bind(_ value: Int64, at index: Int) throws(SQLiteError) {
    try check(unsafe sqlite3_bind_int64(pointer, position(index), value))
  }

  package func bind(_ value: Int, at index: Int) throws(SQLiteError) {
    try bind(Int64(value), at: index)
  }

  package func bind(_ value: Bool, at index: Int) throws(SQLiteError) {
    try bind(Int64(value ? 1 : 0), at: index)
  }

  package func bind(_ value: Double, at index: Int) throws(SQLiteError) {
    try check(unsafe sqlite3_bind_double(pointer, position(index), value))
  }

  package func bind(_ text: String, at index: Int) throws(SQLiteError) {
    var text = text
    let code = text.withUTF8 { buffer in
      guard let count = Int32(exactly: buffer.count) else { return SQLITE_TOOBIG }
      return unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
        unsafe csqlite_bind_text(pointer, position(index), characters.baseAddress, count)
      }
    }
    try check(code)
  }

  package func bind(_ blob: [UInt8], at index: Int) throws(SQLiteError) {
    try bind(blob.span, at: index)
  }

  package func bind(_ blob: ArraySlice<UInt8>, at index: Int) throws(SQLiteError) {
    try bind(blob.span, at: index)
  }

  package func bind(_ blob: Span<UInt8>, at index: Int) throws(SQLiteError) {
    let code = unsafe blob.withUnsafeBufferPointer { buffer in
      guard let count = Int32(exactly: buffer.count) else { return SQLITE_TOOBIG }
      return unsafe csqlite_bind_blob(pointer, position(index), buffer.baseAddress, count)
    }
    try check(code)
  }

  /// Binds the 16 bytes of two words, most significant first, without an array between.
  package func bindBlob(high: UInt64, low: UInt64, at index: Int) throws(SQLiteError) {
    var words = (high.bigEndian, low.bigEndian)
    let code = unsafe withUnsafeBytes(of: &words) { buffer in
      unsafe csqlite_bind_blob(pointer, position(index), buffer.baseAddress, 16)
    }
    try check(code)
  }

  /// Binds the 32 bytes of four words, most significant first, without an array between.
  package func bindBlob(
    words: (UInt64, UInt64, UInt64, UInt64), at index: Int
  ) throws(SQLiteError) {
    var words = (
      words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian
    )
    let code = unsafe withUnsafeBytes(of: &words) { buffer in
      unsafe csqlite_bind_blob(pointer, position(index), buffer.baseAddress, 32)
    }
    try check(code)
  }

  package func bindNull(at index: Int) throws(SQLiteError) {
    try check(unsafe sqlite3_bind_null(pointer, position(index)))
  }

  package func bind(_ value: Value, at index: Int) throws(SQLiteError) {
    switch value {
    case .null: try bindNull(at: index)
    case .integer(let number): try bind(number, at: index)
    case .real(let number): try bind(number, at: index)
    case .text(let text): try bind(text, at: index)
    case .blob(let bytes): try bind(bytes, at: index)
    }
  }

  /// Binds the values to the first parameters, in their order.
  package func bind(_ values: [Value]) throws(SQLiteError) {
    for (offset, value) in values.enumerated() { try bind(value, at: offset + 1) }
  }

  private func check(_ code: Int32) throws(SQLiteError) {
    try connection.check(code, .bind, sql: sql)
  }

  /// An index no C integer can hold is as wrong as 0, for which SQLite has an error.
  private func position(_ index: Int) -> Int32 { Int32(exactly: index) ?? 0 }
}

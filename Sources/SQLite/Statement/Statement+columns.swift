import CSQLite

/// Readers of the current row: after a step that returned true, until the next step or reset. Asking
/// without a row or for a column that is not there is a programmer error. SQLite converts between kinds
/// as it does in expressions: NULL reads as 0, as an empty text and as an empty blob.
extension Statement {
  package func isNull(_ column: Int) -> Bool {
    unsafe sqlite3_column_type(pointer, position(column)) == SQLITE_NULL
  }

  package func integer(_ column: Int) -> Int64 {
    unsafe sqlite3_column_int64(pointer, position(column))
  }

  package func real(_ column: Int) -> Double {
    unsafe sqlite3_column_double(pointer, position(column))
  }

  /// The text; what is not UTF-8 in it is replaced.
  package func text(_ column: Int) -> String {
    let position = position(column)
    guard let bytes = unsafe sqlite3_column_text(pointer, position) else { return "" }
    let count = Int(unsafe sqlite3_column_bytes(pointer, position))
    return unsafe String(
      decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  package func blob(_ column: Int) -> [UInt8] {
    let position = position(column)
    guard let bytes = unsafe sqlite3_column_blob(pointer, position) else { return [] }
    let count = Int(unsafe sqlite3_column_bytes(pointer, position))
    return unsafe Array(UnsafeRawBufferPointer(start: bytes, count: count))
  }

  /// Lends the bytes of a blob, or of a text, without a copy.
  package func withBlob<Result, Failure: Error>(
    _ column: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let position = position(column)
    let start = unsafe sqlite3_column_blob(pointer, position)
    let count = Int(unsafe sqlite3_column_bytes(pointer, position))
    let buffer = unsafe UnsafeBufferPointer(
      start: start?.assumingMemoryBound(to: UInt8.self), count: start == nil ? 0 : count)
    return try unsafe body(buffer.span)
  }

  /// The two words of a 16-byte blob, most significant first; nil for anything else.
  package func blob16(_ column: Int) -> (high: UInt64, low: UInt64)? {
    let position = position(column)
    guard unsafe sqlite3_column_type(pointer, position) == SQLITE_BLOB,
      let start = unsafe sqlite3_column_blob(pointer, position),
      unsafe sqlite3_column_bytes(pointer, position) == 16
    else { return nil }
    let high = unsafe start.loadUnaligned(as: UInt64.self)
    let low = unsafe start.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    return (UInt64(bigEndian: high), UInt64(bigEndian: low))
  }

  /// The four words of a 32-byte blob, most significant first; nil for anything else.
  package func blob32(_ column: Int) -> (UInt64, UInt64, UInt64, UInt64)? {
    let position = position(column)
    guard unsafe sqlite3_column_type(pointer, position) == SQLITE_BLOB,
      let start = unsafe sqlite3_column_blob(pointer, position),
      unsafe sqlite3_column_bytes(pointer, position) == 32
    else { return nil }
    func word(_ offset: Int) -> UInt64 {
      UInt64(bigEndian: unsafe start.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    return (word(0), word(8), word(16), word(24))
  }

  /// The value with its kind.
  package func value(_ column: Int) -> Value {
    switch unsafe sqlite3_column_type(pointer, position(column)) {
    case SQLITE_INTEGER: .integer(integer(column))
    case SQLITE_FLOAT: .real(real(column))
    case SQLITE_TEXT: .text(text(column))
    case SQLITE_BLOB: .blob(blob(column))
    default: .null
    }
  }

  private func position(_ column: Int) -> Int32 {
    let count = unsafe sqlite3_data_count(pointer)
    precondition(
      column >= 0 && column < Int(count), "There is no such column, or no row, to read from.")
    return Int32(column)
  }
}

import CMicroHTTPD
import Wire

/// Takes the fields of a request over from the library.
struct FieldReader {
  private var fields = HTTPFields()
  private var isMalformed = false

  /// Refuses names that are no tokens, which a folded line or a blank before the colon would
  /// give, and values with control characters or bytes that are not UTF-8.
  static func read(from connection: Connection) throws(Refusal) -> HTTPFields {
    var reader = FieldReader()
    reader.fields.reserveCapacity(8)
    _ = unsafe withUnsafeMutablePointer(to: &reader) {
      unsafe MHD_get_connection_values_n(connection.handle, .HEADER_KIND, onField, $0)
    }
    guard !reader.isMalformed else { throw .malformedField }
    return reader.fields
  }

  private mutating func append(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    guard let name = unsafe String(validating: name, as: UTF8.self),
      let value = unsafe String(validating: value, as: UTF8.self)
    else {
      isMalformed = true
      return
    }
    do throws(HTTPFieldError) {
      try fields.append(name: name, text: value)
    } catch {
      isMalformed = true
    }
  }

  private static let onField: MHD_KeyValueIteratorN = {
    (context, _, name, nameSize, value, valueSize) in
    guard let reader = unsafe context?.assumingMemoryBound(to: FieldReader.self) else {
      return .NO
    }
    unsafe reader.pointee.append(
      UnsafeRawBufferPointer(start: name, count: nameSize),
      UnsafeRawBufferPointer(start: value, count: valueSize))
    return .YES
  }
}

/// Cuts a file of JSON objects, one per line, into its lines as its bytes come, in bounded memory.
///
/// Lines end with LF or CR LF; a byte order mark and empty lines are passed over. A line that is too
/// long or not UTF-8 is one fault, and reading goes on with the next.
package struct NDJSONReader {
  package enum Item: Hashable, Sendable {
    /// The text of one line, in UTF-8 and not yet known to be JSON.
    case line(Int, [UInt8])
    case fault(FileFault)
  }

  package static let lineBytes = 1 << 20

  private var mark = ByteOrderMark()
  private var line = 1
  private var bytes: [UInt8] = []
  private var isDropping = false

  package init() {}

  /// Takes the next bytes of the file and gives what they complete, in order.
  package mutating func read(_ chunk: [UInt8], each: (Item) throws -> Void) rethrows {
    try scan(mark.rest(of: chunk), each)
  }

  /// Ends the file and gives what was still open.
  package mutating func finish(each: (Item) throws -> Void) rethrows {
    try scan(mark.end(), each)
    try endLine(each)
  }

  private mutating func scan(_ chunk: [UInt8], _ each: (Item) throws -> Void) rethrows {
    var rest = chunk[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      try append(rest[..<end], each)
      try endLine(each)
      rest = rest[(end + 1)...]
    }
    try append(rest, each)
  }

  private mutating func append(
    _ part: ArraySlice<UInt8>, _ each: (Item) throws -> Void
  ) rethrows {
    guard !isDropping else { return }
    guard bytes.count + part.count <= Self.lineBytes else {
      isDropping = true
      bytes = []
      return try each(
        .fault(FileFault(line: line, "the line has more than \(Self.lineBytes) bytes")))
    }
    bytes += part
  }

  private mutating func endLine(_ each: (Item) throws -> Void) rethrows {
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    let text = bytes
    let number = line
    let wasDropping = isDropping
    bytes = []
    isDropping = false
    line += 1
    guard !wasDropping, text.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { return }
    guard let offset = FileEncoding.firstFault(in: text) else {
      return try each(.line(number, text))
    }
    let column = text[..<offset].count { $0 & 0xC0 != 0x80 } + 1
    try each(.fault(FileFault(line: number, column: column, FileEncoding.advice)))
  }
}

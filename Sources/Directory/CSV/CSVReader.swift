/// Reads a table of comma-separated values (RFC 4180) as its bytes come, in bounded memory.
///
/// Lines end with CR LF or LF; a byte order mark and empty lines are passed over. A record that
/// cannot be read is one fault, and reading goes on behind it: within quotes a line feed does not
/// end a record, also where the record is too large to be kept.
package struct CSVReader {
  package enum Item: Hashable, Sendable {
    case record(CSVRecord)
    case fault(FileFault)
  }

  package static let fieldBytes = 64 << 10
  package static let columns = 256
  package static let recordBytes = 1 << 20

  private enum State {
    case fieldStart
    case plain
    case quoted
    /// After a quote within quotes: the end of the field, or the first half of a doubled quote.
    case quoteWithin
    /// After such an end and a CR.
    case closed
  }

  private var state = State.fieldStart
  private var mark = ByteOrderMark()
  private var line = 1
  private var recordLine = 1
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var fieldStart = 0
  private var isFieldQuoted = false
  private var hasQuotes = false
  /// A fault of this record has been told; what is left of it is passed over.
  private var isDropping = false

  package init() {}

  /// Takes the next bytes of the file and gives what they complete, in order.
  package mutating func read(_ chunk: [UInt8], each: (Item) throws -> Void) rethrows {
    try scan(mark.rest(of: chunk), each)
  }

  /// Ends the file and gives what was still open.
  package mutating func finish(each: (Item) throws -> Void) rethrows {
    try scan(mark.end(), each)
    if case .quoted = state, !isDropping {
      try fail("a quote is opened here and never closed; close it", each)
    }
    let isEmpty = state == .fieldStart && ends.isEmpty
    if !isEmpty { try endRecord(each) }
  }

  private mutating func scan(_ chunk: [UInt8], _ each: (Item) throws -> Void) rethrows {
    var position = 0
    while position < chunk.count {
      switch state {
      case .plain:
        let start = position
        while position < chunk.count, Self.isPlain[Int(chunk[position])] { position += 1 }
        try append(chunk[start..<position], each)
      case .quoted:
        let start = position
        while position < chunk.count, chunk[position] != Self.quote {
          if chunk[position] == Self.lineFeed { line += 1 }
          position += 1
        }
        try append(chunk[start..<position], each)
      case .fieldStart, .quoteWithin, .closed: break
      }
      guard position < chunk.count else { return }
      try take(chunk[position], each)
      position += 1
    }
  }

  /// Takes one byte that means something in the present state.
  private mutating func take(_ byte: UInt8, _ each: (Item) throws -> Void) rethrows {
    switch (state, byte) {
    case (.quoted, Self.quote): state = .quoteWithin
    case (.quoted, _): break
    case (.quoteWithin, Self.quote):
      state = .quoted
      try append([byte], each)
    case (.quoteWithin, Self.carriageReturn): state = .closed
    case (.fieldStart, Self.quote):
      state = .quoted
      isFieldQuoted = true
      hasQuotes = true
    case (.closed, Self.comma):
      try fail("a carriage return stands behind a closing quote; remove it", each)
      state = .plain
      try take(byte, each)
    case (_, Self.comma): try endField(each)
    case (_, Self.lineFeed):
      dropCarriageReturn()
      try endRecord(each)
      line += 1
      recordLine = line
    case (.quoteWithin, _), (.closed, _):
      try fail("text stands behind a closing quote; double the quotes within a field", each)
      state = .plain
    case (.plain, Self.quote):
      try fail("a quote stands within a field that has none around it; quote the field", each)
    case (.fieldStart, _), (.plain, _):
      state = .plain
      try append([byte], each)
    }
  }

  private mutating func append(
    _ part: ArraySlice<UInt8>, _ each: (Item) throws -> Void
  ) rethrows {
    guard !isDropping, !part.isEmpty else { return }
    let size = bytes.count - fieldStart + part.count
    guard size <= Self.fieldBytes else {
      let hint = isFieldQuoted ? "; is the quote at its start ever closed?" : ""
      return try fail("the field has more than \(Self.fieldBytes) bytes\(hint)", each)
    }
    guard bytes.count + part.count <= Self.recordBytes else {
      return try fail("the record has more than \(Self.recordBytes) bytes", each)
    }
    bytes += part
  }

  private mutating func endField(_ each: (Item) throws -> Void) rethrows {
    state = .fieldStart
    isFieldQuoted = false
    guard !isDropping else { return }
    ends.append(bytes.count)
    fieldStart = bytes.count
    guard ends.count < Self.columns else {
      return try fail("the record has more than \(Self.columns) fields", each)
    }
  }

  /// A CR before the LF belongs to the end of the line.
  private mutating func dropCarriageReturn() {
    guard state == .plain, !isDropping, bytes.count > fieldStart,
      bytes.last == Self.carriageReturn
    else { return }
    bytes.removeLast()
  }

  private mutating func endRecord(_ each: (Item) throws -> Void) rethrows {
    let wasDropping = isDropping
    let isEmptyLine = ends.isEmpty && bytes.isEmpty && !hasQuotes
    let record = CSVRecord(line: recordLine, bytes: bytes, ends: ends + [bytes.count])
    startRecord()
    guard !wasDropping, !isEmptyLine else { return }
    if let offset = record.firstFault {
      let column = record.column(at: offset)
      try each(.fault(FileFault(line: record.line, column: column, FileEncoding.advice)))
    } else {
      try each(.record(record))
    }
  }

  private mutating func startRecord() {
    bytes = []
    ends = []
    fieldStart = 0
    state = .fieldStart
    isFieldQuoted = false
    hasQuotes = false
    isDropping = false
  }

  private mutating func fail(_ reason: String, _ each: (Item) throws -> Void) rethrows {
    guard !isDropping else { return }
    isDropping = true
    let column = ends.count + 1
    bytes = []
    ends = []
    fieldStart = 0
    try each(.fault(FileFault(line: recordLine, column: min(column, Self.columns), reason)))
  }

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// By byte: whether it is content wherever it stands outside quotes.
  private static let isPlain: [Bool] = (0...255).map { byte in
    ![quote, comma, lineFeed].contains(UInt8(byte))
  }
}

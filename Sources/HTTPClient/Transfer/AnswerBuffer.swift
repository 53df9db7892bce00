/// Collects the answer to one request as libcurl hands it over, within limits.
struct AnswerBuffer {
  static let maximumHeadBytes = 65_536
  static let maximumHeadLines = 256
  /// So much is read beyond the body's limit to keep the connection; more ends it.
  static let maximumExcessBytes = 262_144

  private(set) var status = 0
  /// The whole head of a final answer has been read.
  private(set) var isFinal = false
  /// The head is over its limits.
  private(set) var isHeadOversized = false
  private(set) var isCut = false
  private(set) var head: [UInt8] = []
  private(set) var body: [UInt8] = []
  private var bodyLimit = 0
  private var excess = 0
  private var headBytes = 0
  private var headLines = 0

  mutating func begin(bodyLimit: Int) {
    status = 0
    isFinal = false
    isHeadOversized = false
    isCut = false
    head.removeAll(keepingCapacity: true)
    body.removeAll(keepingCapacity: body.capacity <= 65_536)
    self.bodyLimit = max(0, bodyLimit)
    excess = 0
    headBytes = 0
    headLines = 0
  }

  /// Takes a status line, a field line or the blank line after them; false ends the transfer.
  mutating func takeHeadLine(_ line: UnsafeRawBufferPointer) -> Bool {
    headBytes += line.count
    headLines += 1
    guard headBytes <= Self.maximumHeadBytes, headLines <= Self.maximumHeadLines else {
      isHeadOversized = true
      return false
    }
    // Trailers come after a final head; they are of no use here.
    guard !isFinal else { return true }
    if unsafe line.starts(with: "HTTP/".utf8) {
      unsafe status = Self.status(in: line)
      head.removeAll(keepingCapacity: true)
    } else if unsafe line.allSatisfy({ $0 == 0x0D || $0 == 0x0A }) {
      isFinal = status >= 200
    } else {
      unsafe head.append(contentsOf: line)
    }
    return true
  }

  /// Takes bytes of the body; false ends the transfer.
  mutating func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let kept = min(bytes.count, bodyLimit - body.count)
    if kept > 0 { unsafe body.append(contentsOf: bytes.prefix(kept)) }
    guard kept < bytes.count else { return true }
    isCut = true
    excess += bytes.count - kept
    return excess <= Self.maximumExcessBytes
  }

  /// The number after the first blank; 0 when there is none.
  private static func status(in line: UnsafeRawBufferPointer) -> Int {
    guard let blank = unsafe line.firstIndex(of: UInt8(ascii: " ")) else { return 0 }
    let digits = unsafe line[(blank + 1)...].prefix(3)
    guard unsafe digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return 0 }
    return unsafe digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}

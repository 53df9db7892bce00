internal import CCurl
internal import Wire

/// The header lines of one request as the list that libcurl reads; lines and nodes are reused.
@safe struct FieldLines: ~Copyable {
  /// Set by the client or by libcurl; a second value would let one message be read as two, or keep
  /// the connection in a state that nobody expects.
  private static let reserved: Set<String> = [
    "host", "content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "te",
    "trailer", "expect", "http2-settings", "proxy-connection", "proxy-authorization",
  ]
  private static let longestReserved = 19

  private var bytes = ByteBuffer(capacity: 1024)
  private var starts: [Int] = []
  private var nodes: UnsafeMutableBufferPointer<curl_slist>

  init() {
    unsafe nodes = .allocate(capacity: 16)
  }

  deinit {
    unsafe nodes.deallocate()
  }

  /// Makes the list; false when a field is one of those that the client sets.
  mutating func render(_ fields: HTTPFields) -> Bool {
    bytes.removeAll()
    starts.removeAll(keepingCapacity: true)
    var hasContentType = false
    for field in fields {
      let name = field.name.lowercased
      if name.utf8.count <= Self.longestReserved, Self.isReserved(name) { return false }
      if name == "content-type" { hasContentType = true }
      append(field)
    }
    // A name without value keeps libcurl from adding the field of itself.
    appendLine("Expect:")
    if !hasContentType { appendLine("Content-Type:") }
    return true
  }

  /// Valid until the next `render`.
  mutating func list() -> UnsafeMutablePointer<curl_slist>? {
    reserveNodes(starts.count)
    guard let text = unsafe UnsafeMutablePointer(mutating: bytes.start),
      let first = unsafe nodes.baseAddress
    else { return nil }
    for (index, start) in starts.enumerated() {
      let next = index + 1 < starts.count ? unsafe first + index + 1 : nil
      unsafe (first + index).initialize(to: curl_slist(data: text + start, next: next))
    }
    return unsafe first
  }

  /// Most names are told apart by their first letter and length alone.
  private static func isReserved(_ name: String) -> Bool {
    switch name.utf8.first {
    case UInt8(ascii: "h"), UInt8(ascii: "c"), UInt8(ascii: "t"), UInt8(ascii: "k"),
      UInt8(ascii: "u"), UInt8(ascii: "e"), UInt8(ascii: "p"):
      return reserved.contains(name)
    default:
      return false
    }
  }

  private mutating func append(_ field: HTTPField) {
    starts.append(bytes.count)
    bytes.append(field.name.spelling)
    if field.value.text.isEmpty {
      // libcurl's notation for a field that is sent with an empty value.
      bytes.append(UInt8(ascii: ";"))
    } else {
      bytes.append(": ")
      bytes.append(field.value.text)
    }
    bytes.append(UInt8(0))
  }

  private mutating func appendLine(_ line: StaticString) {
    starts.append(bytes.count)
    bytes.append(line)
    bytes.append(UInt8(0))
  }

  private mutating func reserveNodes(_ count: Int) {
    guard unsafe count > nodes.count else { return }
    unsafe nodes.deallocate()
    unsafe nodes = .allocate(capacity: count * 2)
  }
}

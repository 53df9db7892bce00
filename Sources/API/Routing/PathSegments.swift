import Wire

/// Where the segments of a path lie in its bytes; a value without memory of its own, for every
/// request is taken apart this way.
struct PathSegments {
  /// More segments than any route has.
  static let limit = 8

  private(set) var count = 0
  private var ranges: InlineArray<8, Range<Int>> = InlineArray(repeating: 0..<0)

  /// The segments of a path that begins with a slash and has no escapes; nil for more than the limit.
  init?(of path: Span<UInt8>) {
    var start = 1
    for position in 1..<max(path.count, 1) where path[position] == UInt8(ascii: "/") {
      guard append(start..<position) else { return nil }
      start = position + 1
    }
    guard append(start..<max(path.count, 1)) else { return nil }
  }

  /// Segments that lie one after another in some bytes, as long as these; nil for more than the limit.
  init?(lengths: [Int]) {
    var start = 0
    for length in lengths {
      guard append(start..<start + length) else { return nil }
      start += length
    }
  }

  subscript(position: Int) -> Range<Int> { ranges[position] }

  private mutating func append(_ range: Range<Int>) -> Bool {
    guard count < Self.limit else { return false }
    ranges[count] = range
    count += 1
    return true
  }
}

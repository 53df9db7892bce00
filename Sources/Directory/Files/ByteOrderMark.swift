/// Drops the byte order mark (EF BB BF) with which some programs begin a file in UTF-8.
struct ByteOrderMark {
  private static let bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// How many bytes of the mark have come; nil once it is settled whether there is one.
  private var matched: Int? = 0

  /// What remains of the next bytes of the file.
  mutating func rest(of chunk: [UInt8]) -> [UInt8] {
    guard var count = matched else { return chunk }
    var position = 0
    while position < chunk.count, count < Self.bytes.count {
      guard chunk[position] == Self.bytes[count] else {
        matched = nil
        return position == count ? chunk : Self.bytes.prefix(count - position) + chunk
      }
      count += 1
      position += 1
    }
    matched = count == Self.bytes.count ? nil : count
    return Array(chunk.dropFirst(position))
  }

  /// What was held back where the file ends within the mark.
  mutating func end() -> [UInt8] {
    defer { matched = nil }
    return Array(Self.bytes.prefix(matched ?? 0))
  }
}

/// Tells UTF-8 from everything else.
enum FileEncoding {
  /// Where the first bytes stand that are not UTF-8; nil where all are.
  static func firstFault(in bytes: [UInt8]) -> Int? {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return nil }
    do {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  static let advice =
    "the text is not UTF-8; if another program wrote the file in a Chinese encoding, add"
    + " `--encoding gb18030`"
}

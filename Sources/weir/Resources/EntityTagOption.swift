/// `--if-match`: a write only to what still stands as it was read.
enum EntityTagOption {
  static let option = CommandOption(
    "if-match", .text("ETAG"),
    "do it only if the record still has this etag, which `show` says; otherwise nothing changes")

  /// The field's value (RFC 9110 section 13.1.1); quotes, which a shell takes away, may be missing.
  static func value(_ told: Invocation) -> String? {
    guard let text = told["if-match"] else { return nil }
    let isWhole = text == "*" || text.hasSuffix("\"")
    return isWhole ? text : "\"\(text)\""
  }
}

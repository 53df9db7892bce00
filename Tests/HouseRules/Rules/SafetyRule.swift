/// A promise that the compiler cannot check stands under a comment that says why it holds.
enum SafetyRule {
  static let reason = "Safe because"

  static func findings(in source: SourceText) -> [Finding] {
    ["@unchecked Sendable", "nonisolated(unsafe)"].flatMap { phrase in
      source.lines(of: phrase).filter { !hasReason(above: $0, in: source) }.map { line in
        let message = "\(phrase) needs a comment above it that begins \"\(reason)\""
        return Finding(path: source.path, line: line, message: message)
      }
    }
  }

  /// Looks at the comment and attribute lines directly above a line.
  private static func hasReason(above line: Int, in source: SourceText) -> Bool {
    source.lines[..<(line - 1)].reversed()
      .lazy.map { $0.drop { $0 == " " } }
      .prefix { $0.hasPrefix("//") || $0.hasPrefix("@") }
      .contains { $0.hasPrefix("//") && $0.contains(reason) }
  }
}

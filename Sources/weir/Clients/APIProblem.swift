import Wire

/// A refusal of the API (RFC 9457) in words for a person.
struct APIProblem: Error, CustomStringConvertible {
  let answer: APIAnswer

  init(_ answer: APIAnswer) {
    self.answer = answer
  }

  var description: String { lines(naming: []).joined(separator: "\n") }

  /// What is wrong and what to do; `fields` say which option each member is.
  func lines(naming fields: [ResourceField]) -> [String] {
    let problem = answer.json
    guard let title = problem["title"]?.string else {
      return [
        "the answer has status \(answer.status) and is none of Weir's; check --url, or what stands"
          + " between"
      ]
    }
    var lines = ["\(title) (\(answer.status))"]
    let errors = problem["errors"]?.array ?? []
    // What the errors say is what the detail sums up.
    if errors.isEmpty, let detail = problem["detail"]?.string { lines.append("  \(detail)") }
    lines += errors.map { "  " + Self.line($0, naming: fields) }
    if answer.status == 412 {
      lines.append(
        "  Look at it again with `show`, and repeat with the etag that it has now, or without"
          + " --if-match.")
    }
    if answer.status == 401 { lines.append("  Set WEIR_KEY to an API key, or give --key.") }
    return lines
  }

  private static func line(_ error: JSON, naming fields: [ResourceField]) -> String {
    let detail = error["detail"]?.string ?? ""
    if let parameter = error["parameter"]?.string { return "--\(parameter): \(detail)" }
    let text = error["pointer"]?.string ?? ""
    let tokens = JSONPointer(parsing: text)?.tokens ?? []
    let field = fields.first { tokens.starts(with: $0.member) }
    let option = field.map { " (--\($0.option.name))" } ?? ""
    return "\(text.isEmpty ? "the body" : text)\(option): \(detail)"
  }
}

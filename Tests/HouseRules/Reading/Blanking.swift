/// Swift text with comments, string contents and raw identifiers overwritten, line by line the
/// same length, so that rules look at code only.
///
/// Code inside string interpolation stays. Regular expression literals are read as code.
struct Blanking {
  private enum Context {
    /// Code; parentheses are counted when it stands inside an interpolation.
    case code(isInterpolation: Bool, depth: Int)
    case string(pounds: Int, isMultiline: Bool)
  }

  private let text: [UInt8]
  private var blanked: [UInt8]
  private var index = 0
  private var contexts: [Context] = [.code(isInterpolation: false, depth: 0)]

  private init(_ text: [UInt8]) {
    self.text = text
    self.blanked = text
  }

  /// The code of a Swift file, as bytes of the same count.
  static func code(of text: String) -> [UInt8] {
    var blanking = Blanking(Array(text.utf8))
    while blanking.index < blanking.text.count { blanking.step() }
    return blanking.blanked
  }

  private mutating func step() {
    switch contexts.last {
    case .string(let pounds, let isMultiline):
      stepInString(pounds: pounds, isMultiline: isMultiline)
    case .code(let isInterpolation, let depth):
      stepInCode(isInterpolation: isInterpolation, depth: depth)
    case nil:
      contexts = [.code(isInterpolation: false, depth: 0)]
    }
  }

  private mutating func stepInCode(isInterpolation: Bool, depth: Int) {
    if starts(with: "//") { return blankLineComment() }
    if starts(with: "/*") { return blankBlockComment() }
    if starts(with: "`") { return blankRawIdentifier() }
    if let pounds = openingPounds() { return openString(pounds: pounds) }
    if isInterpolation && starts(with: "(") { setDepth(depth + 1) }
    if isInterpolation && starts(with: ")") {
      if depth == 0 { contexts.removeLast() } else { setDepth(depth - 1) }
    }
    index += 1
  }

  private mutating func stepInString(pounds: Int, isMultiline: Bool) {
    let closing = (isMultiline ? "\"\"\"" : "\"") + String(repeating: "#", count: pounds)
    let escape = "\\" + String(repeating: "#", count: pounds)
    if starts(with: closing) {
      contexts.removeLast()
      index += closing.utf8.count
    } else if starts(with: escape + "(") {
      blank(count: escape.utf8.count)
      index += 1
      contexts.append(.code(isInterpolation: true, depth: 0))
    } else if starts(with: escape) {
      blank(count: escape.utf8.count + 1)
    } else if !isMultiline && starts(with: "\n") {
      contexts.removeLast()
    } else {
      blank(count: 1)
    }
  }

  private mutating func setDepth(_ depth: Int) {
    contexts[contexts.count - 1] = .code(isInterpolation: true, depth: depth)
  }

  /// The number of `#` before a quote that opens here, or nil where no string opens.
  private func openingPounds() -> Int? {
    guard text[index] == UInt8(ascii: "\"") || text[index] == UInt8(ascii: "#") else { return nil }
    var end = index
    while end < text.count && text[end] == UInt8(ascii: "#") { end += 1 }
    return end < text.count && text[end] == UInt8(ascii: "\"") ? end - index : nil
  }

  private mutating func openString(pounds: Int) {
    index += pounds
    let isMultiline = starts(with: "\"\"\"")
    index += isMultiline ? 3 : 1
    contexts.append(.string(pounds: pounds, isMultiline: isMultiline))
  }

  private mutating func blankLineComment() {
    while index < text.count && text[index] != UInt8(ascii: "\n") { blank(count: 1) }
  }

  private mutating func blankBlockComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        blank(count: 2)
      } else if starts(with: "*/") {
        depth -= 1
        blank(count: 2)
      } else {
        blank(count: 1)
      }
    } while depth > 0 && index < text.count
  }

  private mutating func blankRawIdentifier() {
    index += 1
    while index < text.count && !starts(with: "`") && !starts(with: "\n") {
      blanked[index] = UInt8(ascii: "_")
      index += 1
    }
    index += 1
  }

  private mutating func blank(count: Int) {
    for _ in 0..<count where index < text.count {
      if text[index] != UInt8(ascii: "\n") { blanked[index] = UInt8(ascii: " ") }
      index += 1
    }
  }

  private func starts(with pattern: String) -> Bool {
    var position = index
    for byte in pattern.utf8 {
      guard position < text.count && text[position] == byte else { return false }
      position += 1
    }
    return true
  }
}

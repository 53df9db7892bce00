/// One Swift file as the rules see it: where it stands, its lines, and its words without comments
/// and strings.
struct SourceText {
  /// Path from the root of the repository.
  let path: String

  /// Lines as written.
  let lines: [String]

  /// Lines with comments, strings and raw identifiers blanked.
  let codeLines: [String]

  private let code: [UInt8]
  private let words: [String: [Word]]

  private struct Word {
    let range: Range<Int>
    let line: Int
  }

  init(path: String, text: String) {
    self.path = path
    self.lines = Self.split(text)
    self.code = Blanking.code(of: text)
    self.codeLines = Self.split(String(decoding: code, as: UTF8.self))
    self.words = Self.index(code)
  }

  /// Parts of the path, the file name last.
  var components: [String] { path.split(separator: "/").map(String.init) }

  /// `Sources`, `Tests` or `Adapters` with the folder under it, for a file in such a folder.
  var place: (area: String, room: String)? {
    let parts = components
    return parts.count > 2 ? (parts[0], parts[1]) : nil
  }

  /// Lines, counted from 1, where a phrase stands in code.
  ///
  /// The phrase is one word with the signs around it, such as `.random(`: the word is compared
  /// whole, the signs as written.
  func lines(of phrase: String) -> [Int] {
    let bytes = Array(phrase.utf8)
    guard let start = bytes.firstIndex(where: Self.isWordByte) else { return [] }
    let end = bytes[start...].firstIndex { !Self.isWordByte($0) } ?? bytes.count
    let before = bytes[..<start]
    let after = bytes[end...]
    return (words[String(decoding: bytes[start..<end], as: UTF8.self)] ?? [])
      .filter { word in
        code[..<word.range.lowerBound].suffix(before.count).elementsEqual(before)
          && code[word.range.upperBound...].prefix(after.count).elementsEqual(after)
      }
      .map(\.line)
  }

  private static func split(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private static func index(_ code: [UInt8]) -> [String: [Word]] {
    var words: [String: [Word]] = [:]
    var line = 1
    var start: Int?
    for position in 0...code.count {
      if position < code.count && isWordByte(code[position]) {
        start = start ?? position
        continue
      }
      if let begin = start {
        let word = String(decoding: code[begin..<position], as: UTF8.self)
        words[word, default: []].append(Word(range: begin..<position, line: line))
        start = nil
      }
      if position < code.count && code[position] == UInt8(ascii: "\n") { line += 1 }
    }
    return words
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default:
      false
    }
  }
}

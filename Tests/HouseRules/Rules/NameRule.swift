/// Names that say nothing about what a thing is.
enum NameRule {
  static let emptyNames = ["Utils", "Util", "Helpers", "Helper", "Manager", "Managers", "Common"]

  /// Folders and files of one path whose name is, or ends in, an empty one.
  static func pathFindings(_ path: String) -> [Finding] {
    path.split(separator: "/").filter { part in
      part.prefix { $0 != "." }.split(separator: "+").contains(where: isEmpty)
    }
    .map { Finding(path: path, line: 1, message: "\($0) says nothing; name what it is") }
  }

  /// Types whose name is, or ends in, an empty one.
  static func typeFindings(in source: SourceText) -> [Finding] {
    let introducers = ["struct", "class", "enum", "actor", "protocol", "typealias"]
    let lines = Set(introducers.flatMap { source.lines(of: $0) }).sorted()
    return lines.flatMap { number in
      let words = source.codeLines[number - 1].split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      return zip(words, words.dropFirst())
        .filter { introducers.contains(String($0)) && isEmpty($1) }
        .map { Finding(path: source.path, line: number, message: "\($1) says nothing") }
    }
  }

  private static func isEmpty(_ name: Substring) -> Bool {
    emptyNames.contains { name == $0 || name == $0.lowercased() || name.hasSuffix($0) }
  }
}

/// How long a file and a function may be.
enum SizeRule {
  static let linesPerFile = 400
  static let linesPerFunction = 70

  static func findings(in source: SourceText) -> [Finding] {
    fileFindings(in: source) + functionFindings(in: source)
  }

  private static func fileFindings(in source: SourceText) -> [Finding] {
    let count = source.lines.count
    guard count > linesPerFile else { return [] }
    let message = "\(count) lines; a file has at most \(linesPerFile): split it by type"
    return [Finding(path: source.path, line: count, message: message)]
  }

  private static func functionFindings(in source: SourceText) -> [Finding] {
    FunctionScan.functions(in: source.codeLines).compactMap { function in
      guard function.count > linesPerFunction else { return nil }
      let message =
        "a function of \(function.count) lines; at most \(linesPerFunction): take parts out"
      return Finding(path: source.path, line: function.lowerBound, message: message)
    }
  }
}

/// Finds functions by counting braces.
enum FunctionScan {
  /// Line ranges, counted from 1, from the line of the name to that of the closing brace.
  static func functions(in codeLines: [String]) -> [ClosedRange<Int>] {
    codeLines.indices.compactMap { index in
      guard isDeclaration(codeLines[index]) else { return nil }
      return lastLine(from: index, in: codeLines).map { (index + 1)...($0 + 1) }
    }
  }

  private static let introducers: Set<Substring> = ["func", "init", "deinit", "subscript", "var"]

  private static let modifiers: Set<Substring> = [
    "private", "fileprivate", "internal", "package", "public", "static", "class", "final",
    "override", "mutating", "nonmutating", "consuming", "borrowing", "nonisolated", "required",
    "convenience", "lazy", "isolated", "prefix", "postfix", "infix", "private(set)",
  ]

  /// Whether a line begins a declaration that may have a body.
  private static func isDeclaration(_ line: String) -> Bool {
    let words = line.split(separator: " ").drop { word in
      word.hasPrefix("@") || modifiers.contains(word)
    }
    guard let first = words.first else { return false }
    return introducers.contains(first.prefix { $0.isLetter })
  }

  /// The line of the closing brace, or nil for a declaration without a body.
  private static func lastLine(from start: Int, in codeLines: [String]) -> Int? {
    var brackets = 0
    var braces = 0
    for index in start..<codeLines.count {
      if index > start && braces == 0 && brackets == 0 && endsBefore(codeLines[index]) {
        return nil
      }
      for byte in codeLines[index].utf8 {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["): brackets += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"): brackets -= 1
        case UInt8(ascii: "{") where brackets == 0 || braces > 0: braces += 1
        case UInt8(ascii: "}") where braces > 0:
          braces -= 1
          if braces == 0 { return index }
        case UInt8(ascii: "}") where brackets == 0: return nil
        default: break
        }
      }
    }
    return nil
  }

  /// Whether a line cannot belong to the head of the declaration above it.
  private static func endsBefore(_ line: String) -> Bool {
    let text = line.drop { $0 == " " }
    guard let first = text.first else { return true }
    return
      !("{)->=:&".contains(first) || ["throws", "async", "where"].contains { text.hasPrefix($0) })
  }
}

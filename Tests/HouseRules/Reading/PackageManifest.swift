/// `Package.swift` read as text: its targets and what each depends on.
///
/// It is read rather than run, because running it takes the package's lock during a test.
struct PackageManifest {
  static let path = "Package.swift"

  struct Target: Equatable {
    let name: String
    let kind: Kind
    let dependencies: [String]
    let line: Int
  }

  enum Kind: Equatable {
    case library
    case room
    case adapter
    case tests
  }

  let targets: [Target]
  let calls: [Call]

  /// A call with the literal arguments that matter.
  struct Call: Equatable {
    let function: String
    let arguments: String
    let line: Int
  }

  init(text: String) {
    calls = Self.calls(in: Array(text.utf8), code: Blanking.code(of: text))
    let adapterDependencies =
      calls.first { $0.function == ".target" && $0.arguments.contains("Adapters/") }
      .map { Self.list("dependencies", in: $0.arguments) } ?? []
    targets = calls.compactMap { Self.target($0, adapterDependencies: adapterDependencies) }
  }

  /// The literal strings of a list argument, or none.
  static func list(_ label: String, in arguments: String) -> [String] {
    guard let labelRange = arguments.firstRange(of: label + ":") else { return [] }
    let rest = arguments[labelRange.upperBound...].drop { $0.isWhitespace }
    guard rest.first == "[", let end = rest.firstIndex(of: "]") else { return [] }
    return strings(in: rest[..<end])
  }

  /// The literal string that follows a label, or nil.
  static func string(_ label: String, in arguments: String) -> String? {
    guard let labelRange = arguments.firstRange(of: label + ":") else { return nil }
    let rest = arguments[labelRange.upperBound...].drop { $0.isWhitespace }
    return rest.first == "\"" ? strings(in: rest).first : nil
  }

  private static func strings(in text: Substring) -> [String] {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    return stride(from: 1, to: parts.count, by: 2).map { String(parts[$0]) }
  }

  private static func target(_ call: Call, adapterDependencies: [String]) -> Target? {
    let name = call.arguments.first == "\"" ? strings(in: call.arguments[...]).first : nil
    func make(_ name: String?, _ kind: Kind, _ dependencies: [String]) -> Target? {
      name.map { Target(name: $0, kind: kind, dependencies: dependencies, line: call.line) }
    }
    switch call.function {
    case "room", "program":
      return make(name, .room, list("imports", in: call.arguments))
    case "adapter":
      return make(name, .adapter, adapterDependencies)
    case "tests":
      return make(name, .tests, list("of", in: call.arguments))
    case "library":
      return make(name, .library, [])
    case ".systemLibrary":
      return make(string("name", in: call.arguments), .library, [])
    case ".target", ".executableTarget":
      let name = string("name", in: call.arguments)
      return make(name, .room, list("dependencies", in: call.arguments))
    case ".testTarget":
      let name = string("name", in: call.arguments)
      return make(name, .tests, list("dependencies", in: call.arguments))
    default:
      return nil
    }
  }

  /// Every call in the manifest, nested ones after the call that holds them.
  private static func calls(in text: [UInt8], code: [UInt8]) -> [Call] {
    var calls: [Call] = []
    var line = 1
    for (index, byte) in code.enumerated() {
      if byte == UInt8(ascii: "\n") { line += 1 }
      guard byte == UInt8(ascii: "("), let name = name(before: index, in: code) else { continue }
      guard let end = closing(of: index, in: code) else { continue }
      let arguments = String(decoding: text[(index + 1)..<end], as: UTF8.self)
      let trimmed = String(arguments.drop { $0.isWhitespace })
      calls.append(Call(function: name, arguments: trimmed, line: line))
    }
    return calls
  }

  private static func name(before index: Int, in code: [UInt8]) -> String? {
    let name = code[..<index].reversed().prefix { byte in
      Character(UnicodeScalar(byte)).isLetter || byte == UInt8(ascii: ".")
    }
    return name.isEmpty ? nil : String(decoding: name.reversed(), as: UTF8.self)
  }

  private static func closing(of start: Int, in code: [UInt8]) -> Int? {
    var depth = 0
    for index in start..<code.count {
      if code[index] == UInt8(ascii: "(") { depth += 1 }
      if code[index] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }
}

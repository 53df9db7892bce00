import Testing

/// Code that is not written here, or only in files that a table names with a reason.
struct PhraseRule {
  /// Words with the signs around them, as `SourceText.lines(of:)` takes them.
  let phrases: [String]

  /// What to do instead.
  let advice: String

  /// Files and folders where it is allowed, with the reason.
  var exceptions: [String: String] = [:]

  /// Folders that it is about.
  var areas: [String] = ["Sources/", "Adapters/", "Tests/"]

  func findings(in source: SourceText) -> [Finding] {
    guard areas.contains(where: { source.path.hasPrefix($0) }) else { return [] }
    guard !Exceptions.cover(source.path, in: exceptions) else { return [] }
    return phrases.flatMap { phrase in
      source.lines(of: phrase).map { line in
        Finding(path: source.path, line: line, message: "\(phrase): \(advice)")
      }
    }
  }
}

extension PhraseRule {
  static let traps = PhraseRule(
    phrases: ["try!", "as!", "fatalError("],
    advice: "throw a typed error, or use precondition for a programmer's mistake")

  static let printing = PhraseRule(
    phrases: ["print(", "debugPrint(", "dump("],
    advice: "only the command line and the conformance runner write to standard output",
    exceptions: Exceptions.printing, areas: ["Sources/", "Adapters/"])

  static let timeAndChance = PhraseRule(
    phrases: [
      "Date()", "Date.now", "UUID()", ".random(", ".randomElement(", ".shuffled(", ".shuffle(",
      "SystemRandomNumberGenerator", "getrandom(", "arc4random", "RAND_bytes(", "clock_gettime",
      "gettimeofday(", "ContinuousClock()", "ContinuousClock.now", "SuspendingClock()",
      "SuspendingClock.now",
    ],
    advice: "take time and chance through the initialiser, or say why not in Exceptions",
    exceptions: Exceptions.timeAndChance, areas: ["Sources/", "Adapters/", "Tests/Simulation/"])
}

extension PhraseRule: CustomTestStringConvertible {
  var testDescription: String { "no " + phrases.prefix(3).joined(separator: ", no ") }
}

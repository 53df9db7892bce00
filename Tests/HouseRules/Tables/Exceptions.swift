/// The files that may do what the rest may not, each with the reason.
///
/// A path that ends in `/` stands for everything under it. An entry whose file is gone is a
/// finding too, so this list cannot rot.
enum Exceptions {
  /// Where time and chance come in.
  ///
  /// Everything else is handed both.
  static let timeAndChance: [String: String] = [
    "Sources/Crypto/Randomness/SystemRandom.swift": "the source of chance that is handed in",
    "Sources/Gateway/Time/SystemClock.swift": "the clock that is handed in",
    "Sources/HTTPClient/Loop/MonotonicInstant.swift": "a transfer's time limits need a clock",
    "Sources/HTTPServer/Loop/MonotonicInstant.swift": "a connection's time limits need a clock",
  ]

  /// Where `FoundationEssentials` is imported.
  ///
  /// `Foundation` is imported nowhere.
  static let foundationEssentials: [String: String] = [:]

  /// Rooms that write to standard output, because a person or a script reads it there.
  static let printing: [String: String] = [
    "Sources/weir/": "the command line answers on standard output",
    "Sources/ContractKit/": "the conformance runner reports to the person who runs it",
  ]

  /// C library targets for which Debian has no package and no `.pc` file to find.
  static let librariesWithoutPackage: [String: String] = [
    "CLinux": "kernel calls that the C library itself declares"
  ]
}

extension Exceptions {
  /// Whether a list of exceptions covers a path.
  static func cover(_ path: String, in list: [String: String]) -> Bool {
    list.keys.contains { $0 == path || ($0.hasSuffix("/") && path.hasPrefix($0)) }
  }
}

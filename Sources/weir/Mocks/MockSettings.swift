import ContractKit
import Wire

/// What can be set about a mock partner.
enum MockSettings {
  static let options: [CommandOption] = [
    CommandOption(
      "secret", .text("SECRET"), "what it verifies with: whsec_... or whpk_...",
      isSetting: true, isRepeatable: true, isRequired: true),
    CommandOption("address", .text("ADDRESS"), "where it listens", standard: "127.0.0.1"),
    CommandOption("port", .integer(0...65_535), "the port; 0 for any", standard: "9090"),
    CommandOption("delay", .integer(0...3_599_999), "milliseconds that every answer waits"),
    CommandOption("status", .integer(200...599), "fail with this status"),
    CommandOption("retry-after", .text("SECONDS"), "the Retry-After of failures"),
    CommandOption("hang", .flag, "fail by taking the event and never answering"),
    CommandOption("reset", .flag, "fail by taking the event and cutting the connection"),
    CommandOption(
      "fail-rate", .text("RATE"),
      "the share of requests that fail, 0 to 1; without it all, if one of these is given"),
    CommandOption("seed", .integer(0...Int.max), "decides which ones fail", standard: "1"),
    CommandOption(
      "forget-next", .flag, "acknowledge the first event about a record and forget it"),
    CommandOption("invent", .flag, "hold a record, and an event about it, that nobody sent"),
    CommandOption("show-state", .flag, "show the copy to whoever asks for GET /_mock/state"),
  ]

  static func configuration(_ told: Invocation) throws -> MockConfiguration {
    MockConfiguration(
      address: try told.text("address"), port: told.integer("port") ?? 0,
      secrets: told.all("secret"), misbehaviour: try misbehaviour(told),
      showsState: told.flag("show-state"))
  }

  static func misbehaviour(_ told: Invocation) throws -> Misbehaviour {
    let ways = ["status", "hang", "reset"].filter { told.has($0) }
    guard ways.count < 2 else {
      throw UsageError("--\(ways[0]) and --\(ways[1]) are two ways to fail; choose one")
    }
    guard ways.isEmpty || ways == ["status"] || !told.has("retry-after") else {
      throw UsageError("--retry-after stands in an answer, and --\(ways[0]) gives none; leave one")
    }
    let isFailing = !ways.isEmpty || told.has("fail-rate") || told.has("retry-after")
    return try Misbehaviour(
      failure: try failure(told), failRate: isFailing ? try rate(told) : 0,
      seed: UInt64(told.integer("seed") ?? 1), delay: .milliseconds(told.integer("delay") ?? 0))
  }

  private static func failure(_ told: Invocation) throws -> Misbehaviour.Failure {
    if told.flag("hang") { return .hang }
    if told.flag("reset") { return .reset }
    let status = told.integer("status").flatMap { HTTPStatus($0) } ?? .serviceUnavailable
    return .status(status, retryAfter: told["retry-after"])
  }

  private static func rate(_ told: Invocation) throws(UsageError) -> Double {
    guard let text = told["fail-rate"] else { return 1 }
    guard let rate = Double(text), (0...1).contains(rate) else {
      throw UsageError("--fail-rate must be a number from 0 to 1, not \"\(text)\"")
    }
    return rate
  }
}

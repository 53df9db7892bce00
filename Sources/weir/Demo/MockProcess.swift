import AdapterKit
import Crypto
import ContractKit
import Domain
import Glibc
import Wire

/// A partner's system: another process of this program, which receives as `weir mock webhook`.
final class MockProcess {
  let url: String
  let secret: String
  private let process: pid_t
  private let client: APIClient

  /// Starts it on a free port of this machine and waits until it says where it listens.
  init(options: [String]) throws {
    secret = SignatureKeyText(.hmacSHA256, from: SystemRandom()).text
    let arguments =
      ["weir", "mock", "webhook", "--port", "0", "--show-state", "--json"] + options
    let child = try ChildProcess(arguments, variables: ["WEIR_SECRET=\(secret)"])
    process = child.process
    guard let line = child.firstLine(), let url = (try? JSON(parsing: line))?["url"]?.string else {
      child.end()
      throw CommandFailure("a mock partner did not start; try `weir mock webhook --help`")
    }
    self.url = url
    client = try APIClient.local(url, key: nil)
  }

  deinit {
    kill(process, SIGTERM)
    _ = waitpid(process, nil, 0)
  }

  /// Its copy and findings.
  func state() throws -> MockReport {
    MockReport(try client.get("/_mock/state").json)
  }

  /// What has come from the `first` event ever, counted from 0.
  func events(from first: Int) throws -> (events: [MockArrival], next: Int, records: Int) {
    let page = try client.get("/_mock/events", [QueryItem("from", "\(first)")]).json
    return (
      (page["events"]?.array ?? []).compactMap { MockArrival($0) },
      Int(page["next"]?.integer ?? 0), Int(page["records"]?.integer ?? 0)
    )
  }
}

/// What a mock says of itself.
struct MockReport {
  let copy: [String: JSON]
  let problems: [String]

  init(_ json: JSON) {
    let members = json["copy"]?.object.map { object in object.map { ($0.name, $0.value) } } ?? []
    copy = Dictionary(members, uniquingKeysWith: { $1 })
    problems = (json["problems"]?.array ?? []).compactMap(\.string)
  }
}

/// One event as a mock received it.
struct MockArrival {
  let id: String
  let type: String
  let arrived: Timestamp
  let body: JSON

  init?(_ event: JSON) {
    guard let id = event["id"]?.string, let type = event["type"]?.string,
      let arrived = event["arrived"]?.string.flatMap({ Timestamp(rfc3339: $0) })
    else { return nil }
    self.id = id
    self.type = type
    self.arrived = arrived
    body = event["body"] ?? .null
  }

  var isWithdrawal: Bool { type.hasSuffix(".unshared") }
  var isState: Bool { isWithdrawal || type.hasSuffix(".shared") || type.hasSuffix(".updated") }
  var isCheckpoint: Bool { Checkpoint.types.contains(type) }
}

import BenchBaselines
import Glibc
import Wire

/// A gateway in a process of its own, over a store in a folder.
struct ServedWorld {
  let child: Child
  private let started: Int64

  /// Makes the store first.
  init(in folder: String, contacts: Int) throws {
    try World(in: folder, contacts: contacts).stop()
    try self.init(existing: folder)
  }

  /// `network` is one that endpoints may be in besides those that all may reach.
  init(existing folder: String, allowing network: String? = nil) throws {
    started = baseline_nanoseconds()
    child = try Child(
      [
        Self.program(), "serve", "--json", "--store", World.storePath(folder), "--master-key",
        World.masterKeyPath(folder), "--listen", "127.0.0.1:0",
      ] + (network.map { ["--allow-egress", $0] } ?? []), output: "\(folder)/output.txt")
  }

  /// The program itself, which is built beside this one.
  static func program() throws -> String {
    var path = CommandLine.arguments[0].split(separator: "/", omittingEmptySubsequences: false)
    path[path.count - 1] = "weir"
    let text = path.joined(separator: "/")
    guard unsafe access(text, X_OK) == 0 else {
      throw BenchError("\(text) is missing; build it: swift build -c release")
    }
    return text
  }

  /// Milliseconds until it was ready.
  func waitUntilReady() throws -> Double {
    let end = started + 10_000_000_000
    while baseline_nanoseconds() < end {
      if let port = Self.port(in: child.output),
        unsafe baseline_get_status(port, "/readyz") == 200
      {
        return Double(baseline_nanoseconds() - started) / 1_000_000
      }
      _ = baseline_bell_wait(7, 2)
    }
    throw BenchError("a gateway was not ready in time: \(child.output)")
  }

  /// Runs a command of the program against it, and waits.
  func command(_ words: [String], key: String, output path: String) throws {
    guard let url else { throw BenchError("the gateway does not say where it is") }
    let child = try Child(
      [Self.program()] + words + ["--url", url, "--key", key], output: path)
    guard child.wait(within: .seconds(30)) else {
      throw BenchError("`weir \(words.joined(separator: " "))` failed: \(child.output.suffix(300))")
    }
  }

  /// Where it listens, once it is ready.
  var url: String? { Self.port(in: child.output).map { "http://127.0.0.1:\($0)" } }

  /// The port in the line that says where the API is.
  private static func port(in output: String) -> Int32? {
    guard let line = output.split(separator: "\n").first,
      let told = try? JSON.parse(Array(line.utf8)), let url = told.object?["url"]?.string
    else { return nil }
    return url.split(separator: ":").last.flatMap { Int32($0) }
  }

  var residentKibibytes: Int { child.memory(.resident) }
}

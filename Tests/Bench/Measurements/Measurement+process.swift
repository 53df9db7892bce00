import BenchBaselines
import Glibc
import HTTPServer
import Wire

extension Measurement {
  /// Resident memory of a gateway of its own that has nothing to do.
  static func memory(_ bench: Bench) throws -> [Figure] {
    let served = try ServedWorld(in: "\(bench.folder)/memory", contacts: Bench.contactCount)
    defer { served.child.stop() }
    _ = try served.waitUntilReady()
    _ = baseline_bell_wait(7, 1_000)
    let kibibytes = served.residentKibibytes
    guard kibibytes > 0 else { throw BenchError("the process's memory cannot be read") }
    return [
      Figure(
        "idle memory, 5,000 contacts", Double(kibibytes) / 1_024, unit: "MiB", atMost: 40,
        limitName: "resident")
    ]
  }

  /// From the start of a process to the first good answer to a balancer.
  static func start(_ bench: Bench) throws -> [Figure] {
    var times: [Double] = []
    for _ in 0..<Series.rounds {
      let served =
        try times.isEmpty
        ? ServedWorld(in: "\(bench.folder)/start", contacts: Bench.contactCount)
        : ServedWorld(existing: "\(bench.folder)/start")
      defer { served.child.stop() }
      times.append(try served.waitUntilReady())
    }
    return [
      Figure(
        "start to ready, 5,000 contacts", Series.median(times), unit: "ms", atMost: 300,
        limitName: "GET /readyz is 200")
    ]
  }

  /// A client that sends a byte now and then, against the server's time for a request.
  static func drip(_ bench: Bench) throws -> [Figure] {
    let (world, _) = try bench.world()
    let server = try HTTPServer(
      configuration: ServerConfiguration(requestTimeLimit: .seconds(1)), handler: world.service)
    try server.start()
    defer { server.stop(within: .zero) }
    let passed = baseline_drip(Int32(server.port), 50, 5_000)
    guard passed >= 900 else {
      throw BenchError(
        passed < 0 ? "a dripping client was not cut off" : "a client was cut off too early")
    }
    return [
      Figure(
        "dripping client cut off", Double(passed), unit: "ms", atMost: 1_200,
        limitName: "limit of 1,000 ms, a fifth allowed")
    ]
  }
}

/// A gateway in a process of its own, over a store in a folder.
struct ServedWorld {
  let child: Child
  private let started: Int64

  /// Makes the store first.
  init(in folder: String, contacts: Int) throws {
    try World(in: folder, contacts: contacts).stop()
    try self.init(existing: folder)
  }

  init(existing folder: String) throws {
    started = baseline_nanoseconds()
    child = try Child(
      [
        Self.program(), "serve", "--json", "--store", World.storePath(folder), "--master-key",
        World.masterKeyPath(folder), "--listen", "127.0.0.1:0",
      ], output: "\(folder)/output.txt")
  }

  /// The program itself, which is built beside this one.
  private static func program() throws -> String {
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

  /// The port in the line that says where the API is.
  private static func port(in output: String) -> Int32? {
    guard let line = output.split(separator: "\n").first,
      let told = try? JSON.parse(Array(line.utf8)), let url = told.object?["url"]?.string
    else { return nil }
    return url.split(separator: ":").last.flatMap { Int32($0) }
  }

  var residentKibibytes: Int {
    let status = PlainFile.read("/proc/\(child.identifier)/status")
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
  }
}

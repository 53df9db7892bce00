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

import BenchBaselines
import Domain

extension Measurement {
  /// Connections on either side: the endpoint may have so many requests under way.
  private static let parallelRequests = 16
  private static let told = 8_000

  /// A backlog to one fast receiver beside a bare loop and a load generator that send the same.
  static func deliveries(_ bench: Bench) throws -> [Figure] {
    let world = try World(in: "\(bench.folder)/deliveries", contacts: told)
    defer { world.stop() }
    let endpoint = try prepare(world)
    let sample = try Sample()
    var number = 0
    var rounds: [(figure: Double, bare: Double, raw: Double)] = []
    for _ in 0..<Series.rounds {
      number += told
      let figure = try backlog(world, endpoint, number: number)
      let bare = try sample.bareRate(connections: parallelRequests, milliseconds: 1_000)
      let raw = try bench.load.run(
        sample.script, port: Receiver.port, connections: parallelRequests)
      rounds.append((figure, bare, raw.rate))
    }
    let live = try Series {
      number += told
      return try stream(world, number: number)
    } limit: {
      try sample.bareRate(connections: parallelRequests, milliseconds: 1_000)
    }
    return [
      Figure(
        "deliveries of a backlog", Series(rounds.map { ($0.figure, $0.bare) }), unit: "/s",
        of: "bare libcurl multi in C, signing", atLeast: 0.6),
      Figure(
        "  to raw requests", Series(rounds.map { ($0.figure, $0.raw) }), unit: "/s",
        of: "wrk, unsigned", atLeast: nil),
      Figure(
        "deliveries while changes are written", live, unit: "/s",
        of: "bare libcurl multi in C, signing", atLeast: nil),
    ]
  }

  /// An endpoint that has been told everybody.
  private static func prepare(_ world: World) throws -> EndpointID {
    let before = Receiver.count
    let endpoint = try world.addEndpoint(port: Receiver.port)
    _ = try Receiver.wait(for: world.contacts.count, since: before, within: .seconds(30))
    // The department and the checkpoint come beside the contacts.
    _ = baseline_bell_wait(7, 500)
    return endpoint
  }

  /// Deliveries per second from the moment that a held endpoint goes on to the last arrival.
  private static func backlog(
    _ world: World, _ endpoint: EndpointID, number: Int
  ) throws -> Double {
    try world.set(endpoint, .paused)
    try world.run(
      world.contacts.enumerated().map { try world.change($1, number: number + $0) })
    let before = Receiver.count
    let start = baseline_nanoseconds()
    try world.set(endpoint, .active)
    let end = try Receiver.wait(for: world.contacts.count, since: before, within: .seconds(30))
    _ = baseline_bell_wait(7, 300)
    return Double(world.contacts.count) / (Double(end - start) / 1_000_000_000)
  }

  /// Deliveries per second while changes come in groups, as fast as they are delivered.
  private static func stream(_ world: World, number: Int) throws -> Double {
    let size = 200
    let before = Receiver.count
    let start = baseline_nanoseconds()
    for first in stride(from: 0, to: world.contacts.count, by: size) {
      let group = world.contacts[first..<first + size].enumerated()
      try world.run(group.map { try world.change($1, number: number + first + $0) })
      // One group under way while the next is written.
      _ = try Receiver.wait(for: first, since: before, within: .seconds(30))
    }
    let end = try Receiver.wait(for: world.contacts.count, since: before, within: .seconds(30))
    _ = baseline_bell_wait(7, 300)
    return Double(world.contacts.count) / (Double(end - start) / 1_000_000_000)
  }

  /// From the commit to the arrival at a receiver that has nothing else to do.
  static func latency(_ bench: Bench) throws -> [Figure] {
    let world = try World(in: "\(bench.folder)/latency", contacts: 1_000)
    defer { world.stop() }
    _ = try prepare(world)
    let sample = try Sample()
    let bare = try BareStore(like: world, at: "\(bench.folder)/bare-latency.db")
    var figures: [Double] = []
    var limits: [Double] = []
    for number in 0..<400 {
      figures.append(
        try arrival {
          try world.run([try world.change(world.contacts[number], number: 7_000_000 + number)])
          return world.counter.newestNanoseconds
        })
      limits.append(
        try arrival {
          try bare.commit(1)
          let committed = baseline_nanoseconds()
          try sample.sendOne()
          return committed
        })
    }
    return [(0.5, "p50"), (0.99, "p99")].map { share, name in
      let pair = (Series.percentile(figures, share), Series.percentile(limits, share))
      return Figure(
        "commit to arrival, \(name)", Series([pair]), unit: "us",
        of: "bare commit, then POST", atLeast: nil)
    }
  }

  /// Microseconds from the moment that `change` gives to the arrival of one request.
  private static func arrival(after change: () throws -> Int64) throws -> Double {
    let before = Receiver.count
    let start = try change()
    let end = try Receiver.wait(for: 1, since: before, within: .seconds(10))
    return Double(end - start) / 1_000
  }
}

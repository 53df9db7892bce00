import Domain

extension Measurement {
  /// One change per request, beside the lower of a bare store and a server that only answers.
  static func writes(_ bench: Bench, connections: Int) throws -> [Figure] {
    let (world, port) = try bench.world()
    let paths = try world.paths(of: .enterprise)
    let script = LoadScript.writes(paths, key: world.brandKey)
    let constant = try world.answer(to: paths[0], key: world.brandKey)
    let bare = try BareStore(like: world, at: "\(bench.folder)/bare-\(connections).db")
    var rounds: [(figure: Double, bare: Double, answering: Double)] = []
    var size = 1
    for _ in 0..<Series.rounds {
      let before = world.counter.count
      let figure = try bench.load.run(script, port: port, connections: connections).rate
      size = world.counter.count.perCommit(since: before)
      let answering = try ConstantServer.run(constant, isSuspended: true) { port in
        try bench.load.run(script, port: port, connections: connections).rate
      }
      rounds.append((figure, try bare.rate(groupsOf: size, milliseconds: 1_000), answering))
    }
    let stored = Series(rounds.map { ($0.figure, $0.bare) })
    let answered = Series(rounds.map { ($0.figure, $0.answering) })
    let lower = Series(rounds.map { ($0.figure, min($0.bare, $0.answering)) })
    let name = "durable writes, \(connections) connections"
    let limit = stored.limit < answered.limit ? "bare SQLite loop" : "suspended constant answer"
    return [
      Figure(name, lower, unit: "/s", of: "the lower: \(limit)", atLeast: 0.3),
      Figure(
        "  to bare SQLite", stored, unit: "/s", of: "the same rows, \(size) to a commit",
        atLeast: nil),
      Figure(
        "  to the server alone", answered, unit: "/s", of: "suspended constant answer",
        atLeast: nil),
    ]
  }

  /// A thousand changes per request.
  static func batches(_ bench: Bench) throws -> [Figure] {
    let (world, port) = try bench.world()
    let size = 1_000
    let script = LoadScript.batches(
      try world.paths(of: .enterprise), key: world.brandKey, size: size)
    let bare = try BareStore(like: world, at: "\(bench.folder)/bare-batch.db")
    let series = try Series {
      let before = world.counter.count
      let result = try bench.load.run(script, port: port, connections: 2, milliseconds: 2_000)
      let entries = Double(world.counter.count.entries - before.entries)
      guard entries >= result.requests * Double(size) * 0.99 else {
        throw BenchError("a batch was answered but not all of it was done")
      }
      return result.rate * Double(size)
    } limit: {
      try bare.rate(groupsOf: size, milliseconds: 1_000)
    }
    return [
      Figure(
        "durable writes, batches of 1,000", series, unit: "/s",
        of: "bare SQLite loop, 1,000 to a commit", atLeast: 0.3)
    ]
  }

  static func reads(_ bench: Bench, asBrand: Bool) throws -> [Figure] {
    let (world, port) = try bench.world()
    let party: Party = asBrand ? .enterprise : .partner(world.people.partner)
    let key = asBrand ? world.brandKey : world.partnerKey
    let paths = try world.paths(of: party)
    let script = LoadScript.reads(paths, key: key)
    let constant = try world.answer(to: paths[0], key: key)
    let series = try Series {
      try bench.load.run(script, port: port, connections: 64).rate
    } limit: {
      try ConstantServer.run(constant, isSuspended: false) { port in
        try bench.load.run(script, port: port, connections: 64).rate
      }
    }
    return [
      Figure(
        "reads of one contact, \(asBrand ? "brand" : "partner") key", series, unit: "/s",
        of: "constant answer", atLeast: asBrand ? 0.4 : 0.3)
    ]
  }

  /// A round number of connections beside one less: nothing may stall.
  static func connections(_ bench: Bench, count: Int) throws -> [Figure] {
    let (world, port) = try bench.world()
    let script = LoadScript.reads(try world.paths(of: .enterprise), key: world.brandKey)
    let series = try Series {
      try bench.load.run(script, port: port, connections: count).rate
    } limit: {
      try bench.load.run(script, port: port, connections: count - 1).rate
    }
    return [
      Figure(
        "reads at \(count) connections", series, unit: "/s", of: "at \(count - 1) connections",
        atLeast: 0.8)
    ]
  }
}

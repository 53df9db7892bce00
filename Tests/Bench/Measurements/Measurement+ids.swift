import BenchBaselines
import Domain
import Gateway
import HTTPServer
import Views

extension Measurement {
  private static let translated = 10_000

  /// Ids of one party as another's: in process, and through the API by as many as a request takes.
  static func ids(_ bench: Bench) throws -> [Figure] {
    let world = try World(in: "\(bench.folder)/ids", contacts: translated)
    defer { world.stop() }
    let session = try world.gateway.makeSession()
    let own = try session.ids(of: .enterprise, in: world.enterprise)
    let theirs = try session.ids(of: .partner(world.people.partner), in: world.enterprise)
    let texts = world.contacts.map { own.text($0.record, .contact) }
    let party = own.text(.partner(world.people.partner))
    let calibration = Calibration()
    let inProcess = try Series(rounds: 9) {
      try rate(translated) {
        guard theirs.texts(own.records(texts)).count == translated else {
          throw BenchError("an id was not translated")
        }
      }
    } limit: {
      try bareTranslations(of: texts)
    }
    let served = try serve(
      world, .translations(texts, to: party, key: world.brandKey), bench)
    return [
      Figure(
        "ids translated, one core", inProcess.figure, unit: "/s",
        atLeast: calibration.rate(3_000_000), limitName: calibration.description),
      Figure(
        "  to flat tables and AES", inProcess, unit: "/s", of: "C over whole batches, no strings",
        atLeast: nil),
      Figure(
        "ids translated by the API, 10,000 each", served.figure, unit: "/s",
        atLeast: calibration.rate(300_000), limitName: calibration.description),
      Figure(
        "  to the server alone", served, unit: "/s", of: "the same body, a constant answer",
        atLeast: nil),
    ]
  }

  /// A connection for each loop of the server; the load generator takes its share of the cores.
  private static func serve(
    _ world: World, _ script: LoadScript, _ bench: Bench
  ) throws -> Series {
    let server = try world.serve()
    defer { server.stop(within: .zero) }
    let constant = try world.answer(
      to: world.paths(of: .enterprise)[0], key: world.brandKey)
    return try Series {
      try bench.load.run(script, port: server.port, connections: World.serverThreads).rate
        * Double(translated)
    } limit: {
      try ConstantServer.run(constant, isSuspended: false) { port in
        try bench.load.run(script, port: port, connections: World.serverThreads).rate
          * Double(translated)
      }
    }
  }

  private static func bareTranslations(of texts: [String]) throws -> Double {
    let ids = texts.flatMap { Array($0.utf8) }
    let keys = [UInt8](repeating: 1, count: 32) + [UInt8](repeating: 2, count: 32)
    var translated = ids
    return try rate(texts.count) {
      let code = unsafe baseline_translate(
        ids, &translated, Int32(texts.count), keys, Array(keys[32...]))
      guard code == 0 else { throw BenchError("the bare loop failed to translate") }
    }
  }

  /// How many per second, where `body` does so many at once; over a fifth of a second.
  static func rate(_ count: Int, _ body: () throws -> Void) rethrows -> Double {
    let start = baseline_nanoseconds()
    var done = 0
    var passed: Int64 = 0
    while passed < 200_000_000 {
      try body()
      done += count
      passed = baseline_nanoseconds() - start
    }
    return Double(done) / (Double(passed) / 1e9)
  }
}

import HTTPServer

/// What measurements share: a folder, and worlds that are made when they are first asked for.
final class Bench {
  let folder: String
  let load: Load
  let importedRows: Int
  private var known: World?
  private var server: HTTPServer?

  init(folder: String, importedRows: Int) {
    self.folder = folder
    self.importedRows = importedRows
    load = Load(folder: folder)
  }

  static let contactCount = 5_000

  /// The world that requests are put to, with the port of its API.
  func world() throws -> (world: World, port: Int) {
    if let known, let server { return (known, server.port) }
    let world = try World(in: "\(folder)/world", contacts: Self.contactCount)
    // A second version of everybody, as any directory in use has.
    try world.run(
      world.contacts.enumerated().map { try world.change($1, number: 5_000_000 + $0) })
    let server = try world.serve()
    known = world
    self.server = server
    return (world, server.port)
  }

  func stop() {
    server?.stop(within: .zero)
    known?.stop()
    Child.stopAll()
  }
}

/// Something that can be measured by its name.
struct Measurement: Sendable {
  let name: String
  let run: @Sendable (Bench) throws -> [Figure]

  static let all = [
    Measurement(name: "writes-64") { try writes($0, connections: 64) },
    Measurement(name: "writes-256") { try writes($0, connections: 256) },
    Measurement(name: "writes-batch") { try batches($0) },
    Measurement(name: "reads-brand") { try reads($0, asBrand: true) },
    Measurement(name: "reads-partner") { try reads($0, asBrand: false) },
    Measurement(name: "connections-128") { try connections($0, count: 128) },
    Measurement(name: "connections-256") { try connections($0, count: 256) },
    Measurement(name: "deliveries") { try deliveries($0) },
    Measurement(name: "latency") { try latency($0) },
    Measurement(name: "memory") { try memory($0) },
    Measurement(name: "start") { try start($0) },
    Measurement(name: "drip") { try drip($0) },
    Measurement(name: "digest") { try digest($0) },
    Measurement(name: "ids") { try ids($0) },
    Measurement(name: "decisions") { try decisions($0) },
    Measurement(name: "crowd") { try crowd($0) },
    Measurement(name: "opening") { try opening($0) },
    Measurement(name: "idle") { try idle($0) },
    Measurement(name: "difference") { try difference($0) },
    Measurement(name: "import") { try imports($0) },
    Measurement(name: "month") { try month($0) },
  ]
}

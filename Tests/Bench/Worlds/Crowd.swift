import BenchBaselines
import Crypto
import Domain
import Gateway
import SQLite
import StandardWebhooks
import Storage
import Wire

/// Ten thousand partners of a world, each with an endpoint on this machine, and contacts that few,
/// many and all of them see.
struct Crowd {
  let world: World
  let endpoints: [EndpointID]
  /// Seen by as many partners as `sizes` say.
  let contacts: [ContactID]
  /// Whom `some` partners see: together more than can be sent at once.
  let group: [ContactID]
  /// Whom no partner sees.
  let hidden: ContactID
  private let folder: String

  static let sizes = [10, 1_000, 10_000]
  /// Each an address of its own, with a connection that is kept; partners share them in turn.
  static let hosts = 2_000
  /// The partners of the first two kinds, whom a rule can name by these.
  static let groupSize = 25
  static let some = (count: 800, kinds: [Partner.Kind.outlet, .serviceProvider])

  /// Joins a world whose own partner has no endpoint.
  init(in folder: String, contacts count: Int) throws {
    self.folder = folder
    world = try World(in: folder, contacts: count)
    let random = world.random
    contacts = Self.sizes.map { _ in ContactID(from: random) }
    group = (0..<Self.groupSize).map { _ in ContactID(from: random) }
    hidden = ContactID(from: random)
    endpoints = (0..<Self.sizes[2]).map { _ in EndpointID(from: random) }
    let partners = endpoints.map { _ in PartnerID(from: random) }
    let people = contacts + group + [hidden]
    try world.run(people.enumerated().map { try Self.creation(of: $1, number: $0) })
    try world.run(rules())
    try world.run(
      partners.enumerated().flatMap { number, id in
        [
          .create(
            .partner(
              Partner(
                id: id, code: try Code("P-\(number)"), name: try Name("Partner \(number)"),
                kind: Self.kind(number)))),
          .movePartner(id, .activate),
        ]
      })
    let sealed = try sealedSecrets()
    try world.run(
      endpoints.enumerated().map { number, id in
        .create(
          .endpoint(
            try Self.endpoint(id, of: partners[number], number: number, sealed: sealed[number])))
      })
  }

  private func sealedSecrets() throws -> [[UInt8]] {
    let keys = try world.gateway.makeSession().keys(of: world.enterprise)
    return try endpoints.map { id in
      try EndpointSecret.seal(world.random.bytes(32), for: id, under: keys, random: world.random)
    }
  }

  private static func endpoint(
    _ id: EndpointID, of partner: PartnerID, number: Int, sealed: [UInt8]
  ) throws -> Endpoint {
    let host = number % hosts
    return Endpoint(
      id: id, party: .partner(partner), code: try Code("E-\(number)"),
      adapter: try AdapterName("standard-webhooks"),
      url: try HTTPURL(
        parsing: "http://127.0.\(host / 250).\(host % 250 + 1):\(Receiver.port)/hooks"),
      transport: try Transport(
        version: .http1, connectSeconds: 5, totalSeconds: 20, parallelRequests: 4),
      secrets: [SecretSlot(number: 1, scheme: .hmacSHA256, sealed: sealed)])
  }

  private static func kind(_ number: Int) -> Partner.Kind {
    switch number {
    case ..<sizes[0]: .outlet
    case ..<some.count: .serviceProvider
    case ..<sizes[1]: .dealer
    default: .supplier
    }
  }

  /// Of no department, so that no other rule speaks of them.
  private static func creation(of contact: ContactID, number: Int) throws -> Command {
    .create(
      .contact(
        Contact(
          id: contact, organization: .enterprise, code: try Code("C-\(number)"),
          name: try Name("Maximiliane Musterfrau"), phones: [try People.phone(number)],
          emails: [try EmailAddress("person.\(number)@brand.example")])))
  }

  private func rules() throws -> [Command] {
    let kinds: [[Partner.Kind]] = [
      [.outlet], [.outlet, .serviceProvider, .dealer], Partner.Kind.allCases, Self.some.kinds,
    ]
    return try (contacts.map { [$0] } + [group]).enumerated().map { number, seen in
      try rule("C-\(number)", Rule.Seen(contacts: seen), by: kinds[number])
    }
  }

  func rule(_ code: String, _ seen: Rule.Seen, by kinds: [Partner.Kind]) throws -> Command {
    .create(
      .rule(
        Rule(
          id: RuleID(from: world.random), organization: .enterprise, code: try Code(code),
          effect: .allow, seen: seen, seenBy: Rule.SeenBy(kinds: kinds), fields: People.levels)))
  }

  /// What every endpoint is told before it is at rest: what its partner sees, and a checkpoint.
  static let told = sizes.reduce(sizes[2], +) + some.count * groupSize

  /// Waits until nothing has arrived for a while.
  static func settle(within limit: Duration) throws {
    let end = baseline_nanoseconds() + limit.components.seconds * 1_000_000_000
    var last = -1
    while last != Receiver.count {
      last = Receiver.count
      guard baseline_nanoseconds() < end else { throw BenchError("deliveries do not end in time") }
      _ = baseline_bell_wait(7, 500)
    }
  }

  /// Rows that a change of each contact adds to the store, counted while nothing is delivered; the
  /// world must have been stopped.
  func rowsOfChanges() throws -> [Int] {
    let store = try SQLiteStore.open(at: World.storePath(folder))
    defer { store.close() }
    let log = MemoryAttemptLog()
    let gateway = try Gateway(
      GatewayParts(
        store: store, attemptLog: log,
        masterKey: try MasterKey(file: World.masterKeyPath(folder)),
        adapters: [StandardWebhooks()], notice: { print("notice: \($0)") }))
    try gateway.start()
    defer { gateway.stop(within: .seconds(5)) }
    let database = try Database(Database.Options(.file(World.storePath(folder)), access: .readOnly))
    return try contacts.enumerated().map { number, contact in
      let before = try Self.rows(in: database)
      try world.run([try world.change(contact, number: 9_000_000 + number)], in: gateway)
      return try Self.rows(in: database) - before
    }
  }

  private static func rows(in database: Database) throws -> Int {
    let tables = try database.query("SELECT name FROM sqlite_schema WHERE type = 'table'") {
      $0.text(0)
    }
    return try tables.reduce(0) { sum, table in
      sum
        + Int(try database.query("SELECT COUNT(*) FROM \"\(table)\"") { $0.integer(0) }.first ?? 0)
    }
  }
}

import API
import Crypto
import Domain
import Gateway
import HTTPServer
import StandardWebhooks
import Storage
import Views
import Wire

/// An enterprise with contacts and one partner that sees them all, in a store on disk, behind a
/// gateway and the API.
final class World {
  let store: SQLiteStore
  let log: SQLiteAttemptLog
  let gateway: Gateway
  let service: APIService
  let counter: CommitCounter
  let enterprise: EnterpriseID
  let people: People
  let brandKey: String
  let partnerKey: String
  let contacts: [ContactID]
  let random = SystemRandom()

  /// Makes all of it in a new folder and starts it.
  init(in folder: String, contacts count: Int) throws {
    try PlainFile.makeFolder(folder)
    store = try SQLiteStore.create(at: Self.storePath(folder))
    let masterKey = try MasterKey.create(file: Self.masterKeyPath(folder), random: random)
    log = try SQLiteAttemptLog(folder: "\(folder)/attempts")
    let founded = try Founding(store: store, masterKey: masterKey)
      .found(Name("Brand"), keyName: Name("admin"))
    enterprise = founded.enterprise
    brandKey = founded.secret.text
    counter = CommitCounter(enterprise: founded.enterprise)
    gateway = try Gateway(
      GatewayParts(
        store: store, attemptLog: log, masterKey: masterKey, adapters: [StandardWebhooks()],
        notice: { print("notice: \($0)") }))
    gateway.observe(counter)
    gateway.add(try Self.loops())
    try gateway.start()
    service = try APIService(gateway, random: random, threads: Self.serverThreads)
    people = People(random: random)
    let secret = BearerSecret(from: random)
    partnerKey = secret.text
    contacts = (0..<count).map { _ in ContactID(from: SystemRandom()) }
    try run(people.structure(partnerSecret: secret.digest))
    // A part at a time, for a million commands take a gigabyte.
    for first in stride(from: 0, to: count, by: 20_000) {
      try run(
        (first..<min(first + 20_000, count)).map {
          try people.creation(of: contacts[$0], number: $0)
        })
    }
  }

  /// Loop threads of every server that is measured.
  static let serverThreads = min(2, Machine.cores)

  static func storePath(_ folder: String) -> String { "\(folder)/store.db" }

  static func masterKeyPath(_ folder: String) -> String { "\(folder)/master.key" }

  static func loops() throws -> DeliveryLoops {
    var delivery = DeliveryConfiguration()
    delivery.egress = EgressPolicy(allowed: [try CIDR(parsing: "127.0.0.0/8")])
    return DeliveryLoops(delivery)
  }

  /// A server of the API on a port of its own.
  func serve() throws -> HTTPServer {
    let server = try HTTPServer(
      configuration: ServerConfiguration(threads: Self.serverThreads), handler: service)
    try server.start()
    return server
  }

  func stop() {
    gateway.stop(within: .seconds(5))
    log.close()
    store.close()
  }
}

extension World {
  /// Carries commands out together as the operator, and waits.
  func run(_ commands: [Command]) throws {
    try run(commands, in: gateway)
  }

  /// The same by another gateway over the store.
  func run(_ commands: [Command], in gateway: Gateway) throws {
    for first in stride(from: 0, to: commands.count, by: 1_000) {
      let part = commands[first..<min(first + 1_000, commands.count)]
      let answers = Answers(expected: part.count)
      gateway.submit(
        part.map { command in
          Submission(enterprise: enterprise, command: command, actor: .operatorAtMachine) {
            answers.take($0)
          }
        })
      try answers.wait()
    }
  }

  /// Gives a contact another phone number.
  func change(_ contact: ContactID, number: Int) throws -> Command {
    var change = Contact.Change()
    change.phones = [try People.phone(number)]
    return .change(.contact(contact, change))
  }

  /// Where a party reads its contacts.
  func paths(of party: Party) throws -> [String] {
    let ids = try gateway.makeSession().ids(of: party, in: enterprise)
    return contacts.map { "/v1/contacts/" + ids.text($0.record, .contact) }
  }

  /// What the API answers to a reader, as a constant for another server.
  func answer(to path: String, key: String) throws -> HTTPResponse {
    let fields: HTTPFields = [.authorization: HTTPFieldValue("Bearer \(key)") ?? ""]
    let request = HTTPServerRequest(.get, try HTTPTarget(parsing: path), fields: fields)
    guard let answer = service.answer(request, onThread: 0, completion: { _ in }),
      answer.status == .ok
    else { throw BenchError("the API does not answer \(path)") }
    return answer
  }

  /// An endpoint of the partner at a port of this machine.
  func addEndpoint(port: Int) throws -> EndpointID {
    let id = EndpointID(from: random)
    let key = SystemRandom().bytes(32)
    let sealed = try EndpointSecret.seal(
      key, for: id, under: gateway.makeSession().keys(of: enterprise), random: random)
    try run([
      .create(
        .endpoint(
          Endpoint(
            id: id, party: .partner(people.partner), code: Code("endpoint"),
            adapter: AdapterName("standard-webhooks"),
            url: HTTPURL(parsing: "http://127.0.0.1:\(port)/hooks"),
            transport: Transport(
              version: .http1, connectSeconds: 5, totalSeconds: 20, parallelRequests: 16),
            secrets: [SecretSlot(number: 1, scheme: .hmacSHA256, sealed: sealed)])))
    ])
    return id
  }

  func set(_ endpoint: EndpointID, _ state: Endpoint.State) throws {
    var change = Endpoint.Change()
    change.state = state
    try run([.change(.endpoint(endpoint, change))])
  }
}

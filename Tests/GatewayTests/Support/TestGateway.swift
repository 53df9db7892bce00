import Crypto
import Domain
import Gateway
import Storage
import Synchronization
import Wire

/// A running gateway over a store in memory with one enterprise; stopped with its last reference.
final class TestGateway: Sendable {
  let commits: CommitGate
  let store: MemoryStore
  let clock: VirtualClock
  let random: SeededRandom
  let gateway: Gateway
  let enterprise: EnterpriseID
  let founded: Founding.Founded
  let notices: Notices

  init(
    configuration: GatewayConfiguration = GatewayConfiguration(), seed: UInt64 = 1,
    startsGateway: Bool = true
  ) throws {
    let commits = CommitGate()
    self.commits = commits
    store = MemoryStore { try commits.pass($0) }
    clock = VirtualClock()
    random = SeededRandom(seed: seed)
    let notices = Notices()
    self.notices = notices
    founded = try Self.found("Aurora Motors", in: store, clock, random)
    enterprise = founded.enterprise
    gateway = try Self.gateway(over: store, clock, random, configuration, notices)
    if startsGateway { try gateway.start() }
  }

  deinit {
    gateway.stop(within: .seconds(10))
  }

  static let masterKey = [UInt8](repeating: 7, count: 32)

  static func parts(
    over store: any Store, _ clock: VirtualClock, _ random: SeededRandom,
    _ configuration: GatewayConfiguration = GatewayConfiguration(), _ notices: Notices = Notices()
  ) throws -> GatewayParts {
    GatewayParts(
      store: store, attemptLog: NoAttempts(), masterKey: try key(), clock: clock, random: random,
      configuration: configuration, notice: { notices.add($0) })
  }

  static func gateway(
    over store: any Store, _ clock: VirtualClock, _ random: SeededRandom,
    _ configuration: GatewayConfiguration = GatewayConfiguration(), _ notices: Notices = Notices()
  ) throws -> Gateway {
    try Gateway(parts(over: store, clock, random, configuration, notices))
  }

  static func key() throws -> MasterKey {
    guard let key = MasterKey(bytes: masterKey) else { throw GatewayError("a bad test key") }
    return key
  }

  static func found(
    _ name: String, in store: MemoryStore, _ clock: VirtualClock, _ random: SeededRandom
  ) throws -> Founding.Founded {
    try Founding(store: store, masterKey: try key(), clock: clock, random: random)
      .found(try Name(name), keyName: try Name("first admin"))
  }

  /// Carries commands out as one batch and gives their answers in their order.
  func run(
    _ commands: [Command], as actor: Actor = .operatorAtMachine
  ) async -> [Result<Outcome, SubmissionFailure>] {
    await run(commands.map { Request($0, by: actor) })
  }

  func run(
    _ command: Command, as actor: Actor = .operatorAtMachine,
    repetition: Submission.Repetition? = nil, in enterprise: EnterpriseID? = nil
  ) async -> Result<Outcome, SubmissionFailure> {
    let request = Request(command, by: actor, repetition: repetition, in: enterprise)
    return await run([request])[0]
  }

  /// Queues commands as one batch; the answers are told to the collector under their number.
  func submit(_ requests: [Request], to answers: Answers) {
    gateway.submit(
      requests.enumerated().map { number, request in
        Submission(
          enterprise: request.enterprise ?? enterprise, command: request.command,
          actor: request.actor, confirmation: request.confirmation,
          repetition: request.repetition
        ) { answers.add($0, number) }
      })
  }

  func run(_ requests: [Request]) async -> [Result<Outcome, SubmissionFailure>] {
    let answers = Answers(expecting: requests.count)
    submit(requests, to: answers)
    return await answers.all()
  }

  /// A command with who asks for it.
  struct Request: Sendable {
    let command: Command
    let actor: Actor
    let confirmation: Int?
    let repetition: Submission.Repetition?
    let enterprise: EnterpriseID?

    init(
      _ command: Command, by actor: Actor = .operatorAtMachine, confirming confirmation: Int? = nil,
      repetition: Submission.Repetition? = nil, in enterprise: EnterpriseID? = nil
    ) {
      self.command = command
      self.actor = actor
      self.confirmation = confirmation
      self.repetition = repetition
      self.enterprise = enterprise
    }
  }
}

/// What the gateway told its operator.
final class Notices: Sendable {
  private let texts = Mutex<[String]>([])

  func add(_ text: String) { texts.withLock { $0.append(text) } }
  var all: [String] { texts.withLock { $0 } }
}

import Crypto
import Domain
import Gateway
import Storage
import Synchronization
import Wire

/// `weir enterprise`: what is done to a store itself, mostly while nothing serves it.
enum EnterpriseCommands {
  static let command = ProgramCommand(
    name: "enterprise",
    summary: "list the enterprises of a store; add to them while it is not served",
    examples: ["weir enterprise list", "weir enterprise add \"Example Motors (test)\""],
    subcommands: [list, add, adminKey])

  private static let list = ProgramCommand(
    name: "list", summary: "list the enterprises of a store", options: [StoreOptions.store],
    examples: ["weir enterprise list --store weir.db"]
  ) { told, console in
    var found: [StoredEnterprise] = []
    try SQLiteStore.read(toldBy: told) { found = try StoredEnterprise.all(in: $0) }
    guard !told.wantsJSON else {
      let items: [JSON] = found.map {
        ["id": .string($0.text), "name": .string($0.name), "entries": .integer($0.entries)]
      }
      return console.say(["items": .array(items)])
    }
    let rows = found.map { [$0.text, $0.name, "\($0.entries)"] }
    console.say(TextTable(heading: ["id", "name", "entries"], rows: rows).lines)
  }

  private static let add = ProgramCommand(
    name: "add", summary: "add an enterprise; nothing passes between the enterprises of a store",
    operands: [.init(name: "NAME", summary: "the enterprise's name")],
    options: [
      StoreOptions.store, StoreOptions.masterKey,
      CommandOption(
        "key-name", .text("NAME"), "what the admin key is called", standard: "first admin"),
    ],
    examples: ["weir enterprise add \"Example Motors (test)\""]
  ) { told, console in
    let name = try Name(told.operands[0])
    let keyName = try Name(told.text("key-name"))
    let path = try told.text("store")
    let store = try SQLiteStore.open(named: path)
    defer { store.close() }
    let masterKey = try MasterKey(file: told.text("master-key"))
    try requireKey(masterKey, opens: store)
    let founded = try Founding(store: store, masterKey: masterKey).found(name, keyName: keyName)
    let news = FoundingNews(founded: founded, name: name, store: path, masterKey: nil)
    if told.wantsJSON { console.say(news.json) } else { console.say(news.lines) }
  }

  private static let adminKey = ProgramCommand(
    name: "admin-key", summary: "make another admin key, for when all others are lost",
    operands: [.init(name: "NAME", summary: "what the key is called")],
    options: [
      CommandOption(
        "enterprise", .text("ID"), "the enterprise, by id or name, if the store has several"),
      StoreOptions.store, StoreOptions.masterKey,
    ],
    examples: ["weir enterprise admin-key \"recovered in May\""]
  ) { told, console in
    let name = try Name(told.operands[0])
    let store = try SQLiteStore.open(toldBy: told)
    defer { store.close() }
    let masterKey = try MasterKey(file: told.text("master-key"))
    let enterprise = try StoredEnterprise.one(told["enterprise"], in: store.makeReader())
    let secret = try makeKey(name, in: enterprise.id, of: store, masterKey)
    guard !told.wantsJSON else { return console.say(["key": .string(secret.text)]) }
    console.say([
      "Admin key of \"\(enterprise.name)\", shown this once:", "  \(secret.text)", "",
      "`weir key list` shows all keys while the store is served; remove those that are lost.",
    ])
  }

  /// Throws unless the master key opens what the store has: with another one the store would hold
  /// enterprises of two keys, and no gateway could start.
  private static func requireKey(_ masterKey: MasterKey, opens store: SQLiteStore) throws {
    for row in try store.makeReader().enterprises() {
      _ = try masterKey.open(root: row.sealedRootKey, of: row.id)
    }
  }

  private static func makeKey(
    _ name: Name, in enterprise: EnterpriseID, of store: SQLiteStore, _ masterKey: MasterKey
  ) throws -> BearerSecret {
    let random = SystemRandom()
    let secret = BearerSecret(from: random)
    let key = Key(
      id: KeyID(from: random), party: .enterprise, role: .brandAdmin, name: name,
      secretDigest: secret.digest)
    let gateway = try Gateway(
      GatewayParts(store: store, attemptLog: MemoryAttemptLog(), masterKey: masterKey))
    try gateway.start()
    let keep = AnswerKeeper()
    gateway.submit(
      Submission(
        enterprise: enterprise, command: .create(.key(key)), actor: .operatorAtMachine
      ) { keep.put($0) })
    // Carries out what waits before it returns.
    gateway.stop(within: .seconds(30))
    switch keep.answer {
    case .success?: return secret
    case .failure(let failure)?: throw CommandFailure("the key was not made: \(failure)")
    case nil: throw CommandFailure("the store did not answer in time; try again")
    }
  }
}

extension StoredEnterprise {
  fileprivate var entries: Int64 { head.position.number }
}

/// Holds the one answer that comes on another thread.
private final class AnswerKeeper: Sendable {
  private let kept = Mutex<Result<Outcome, SubmissionFailure>?>(nil)

  var answer: Result<Outcome, SubmissionFailure>? { kept.withLock { $0 } }

  func put(_ answer: Result<Outcome, SubmissionFailure>) {
    kept.withLock { $0 = answer }
  }
}

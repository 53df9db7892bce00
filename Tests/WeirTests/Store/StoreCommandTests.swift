import Crypto
import Domain
import Gateway
import Glibc
import Storage
import TemporaryFiles
import Testing
import Wire

@testable import weir

@Suite struct StoreCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func run(_ words: String...) -> ProgramRun {
    ProgramRun(
      words,
      environment: [
        "WEIR_STORE": folder.file("weir.db"), "WEIR_MASTER_KEY": folder.file("weir.key"),
      ])
  }

  private func json(_ run: ProgramRun) throws -> JSON {
    try JSON(parsing: run.answer)
  }

  @Test func `a new store and its key are for their owner alone`() throws {
    #expect(run("init", "--enterprise", "Example Motors").exit == .done)
    #expect(folder.mode(of: "weir.db") == 0o600)
    #expect(folder.mode(of: "weir.key") == 0o600)
  }

  @Test func `the admin key is shown and is the one that the store keeps`() throws {
    let told = try json(run("init", "--enterprise", "Example Motors", "--json"))
    let key = try #require(told["key"]?.string)
    #expect(key.hasPrefix(BearerSecret.prefix))
    #expect(told["enterprise"]?["name"] == "Example Motors")
    let store = try SQLiteStore.open(at: folder.file("weir.db"))
    defer { store.close() }
    let gateway = try Gateway(
      GatewayParts(
        store: store, attemptLog: MemoryAttemptLog(),
        masterKey: MasterKey(file: folder.file("weir.key"))))
    let session = try gateway.makeSession()
    #expect(session.bearer(ofSecretDigest: BearerSecret.digest(of: key)) != nil)
  }

  @Test(arguments: ["weir.db", "weir.key"])
  func `what is there already is left as it is`(name: String) throws {
    let descriptor = unsafe open(folder.file(name), O_WRONLY | O_CREAT, 0o644)
    close(descriptor)
    let run = run("init", "--enterprise", "Example Motors")
    #expect(run.exit == .failed)
    #expect(run.note.contains("\(folder.file(name)) is there already"))
    #expect(folder.mode(of: name) == 0o644)
    #expect(folder.mode(of: name == "weir.db" ? "weir.key" : "weir.db") == nil)
  }

  @Test func `nothing is made where the store cannot be`() {
    let run = ProgramRun([
      "init", "--enterprise", "x", "--store", folder.file("no/weir.db"), "--master-key",
      folder.file("weir.key"),
    ])
    #expect(run.exit == .failed)
    #expect(folder.mode(of: "weir.key") == nil)
  }

  @Test func `a name that no enterprise can have is refused before anything is made`() {
    #expect(run("init", "--enterprise", "").exit == .failed)
    #expect(folder.mode(of: "weir.key") == nil)
  }

  @Test func `a second enterprise is added and listed`() throws {
    _ = run("init", "--enterprise", "Example Motors")
    #expect(run("enterprise", "add", "Example Motors (test)").exit == .done)
    let names = try json(run("enterprise", "list", "--json"))["items"]?.array
    #expect(
      names?.compactMap { $0["name"]?.string } == ["Example Motors", "Example Motors (test)"])
  }

  @Test func `an enterprise is not added under another master key`() throws {
    _ = run("init", "--enterprise", "Example Motors")
    _ = try MasterKey.create(file: folder.file("other.key"), random: SeededRandom(seed: 1))
    let run = run("enterprise", "add", "x", "--master-key", folder.file("other.key"))
    #expect(run.exit == .failed)
    #expect(run.note.contains("master key"))
  }

  @Test func `another admin key is made for an enterprise that is named`() throws {
    _ = run("init", "--enterprise", "Example Motors")
    _ = run("enterprise", "add", "Second")
    #expect(run("enterprise", "admin-key", "spare").exit == .failed)
    let told = try json(run("enterprise", "admin-key", "spare", "--enterprise", "Second", "--json"))
    #expect(told["key"]?.string?.hasPrefix(BearerSecret.prefix) == true)
    #expect(run("verify", "--enterprise", "Second").answer.contains("entries     3"))
  }

  @Test(arguments: [["verify"], ["enterprise", "list"], ["serve"]])
  func `where there is no store it is said how to make one`(words: [String]) {
    let run = ProgramRun(words + ["--store", folder.file("none.db")])
    #expect(run.exit == .failed)
    #expect(run.note.contains("weir init"))
    #expect(folder.mode(of: "none.db") == nil)
  }

  @Test func `a store in use is left alone`() throws {
    _ = run("init", "--enterprise", "Example Motors")
    let store = try SQLiteStore.open(at: folder.file("weir.db"))
    defer { store.close() }
    let run = run("enterprise", "add", "Another")
    #expect(run.exit == .failed)
    #expect(run.note.contains("stop that first"))
  }
}

import Gateway
import Glibc
import HTTPClient
import Storage
import Synchronization
import TemporaryFiles
import Testing
import Wire

@testable import weir

@Suite struct ServiceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let run = ProgramRun([
      "init", "--enterprise", "Example Motors", "--store", folder.file("weir.db"), "--master-key",
      folder.file("weir.key"),
    ])
    #expect(run.exit == .done)
  }

  private func service(_ words: SpokenWords) throws -> Service {
    let told = Invocation(values: [
      "store": [folder.file("weir.db")], "master-key": [folder.file("weir.key")],
      "listen": ["127.0.0.1:0"], "drain-seconds": ["1"],
    ])
    return try Service(
      ServeSettings(told),
      notices: Notices(console: words.console, inJSON: false, clock: SystemClock()))
  }

  @Test func `what is served can be asked, and the store is free afterwards`() throws {
    let words = SpokenWords()
    let service = try service(words)
    try service.start()
    service.dropOldAttempts()
    let status = ProgramRun(["status", "--url", service.url])
    #expect(status.exit == .done)
    #expect(status.answer.contains("ready    yes"))
    #expect(ProgramRun(["chain", "list", "--url", service.url]).exit == .failed)
    service.stop()
    #expect(words.note.isEmpty)
    try SQLiteStore.open(at: folder.file("weir.db")).close()
  }

  @Test func `a store can be read while it is served, and not be written`() throws {
    let service = try service(SpokenWords())
    try service.start()
    func run(_ words: String...) -> ProgramRun {
      ProgramRun(
        words,
        environment: [
          "WEIR_STORE": folder.file("weir.db"), "WEIR_MASTER_KEY": folder.file("weir.key"),
        ])
    }
    let verified = run("verify")
    #expect(verified.exit == .done)
    #expect(verified.answer.hasSuffix("The journal verifies.\n"))
    let listed = run("enterprise", "list")
    #expect(listed.exit == .done)
    #expect(listed.answer.contains("Example Motors"))
    let refused = run("enterprise", "admin-key", "another")
    #expect(refused.exit == .failed)
    #expect(refused.note.contains("weir serve"))
    service.stop()
    #expect(run("verify").answer == verified.answer)
  }

  @Test func `a store is served once`() throws {
    let service = try service(SpokenWords())
    #expect(throws: CommandFailure.self) { try self.service(SpokenWords()) }
    try service.start()
    service.stop()
  }
}

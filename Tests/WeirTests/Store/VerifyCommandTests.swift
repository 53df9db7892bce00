import Crypto
import Domain
import Gateway
import SQLite
import Storage
import TemporaryFiles
import Testing
import Wire

@testable import weir

@Suite struct VerifyCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = run("init", "--enterprise", "Example Motors")
    _ = run("enterprise", "admin-key", "second")
    _ = run("enterprise", "admin-key", "third")
  }

  @discardableResult
  private func run(_ words: String...) -> ProgramRun {
    ProgramRun(
      words,
      environment: [
        "WEIR_STORE": folder.file("weir.db"), "WEIR_MASTER_KEY": folder.file("weir.key"),
      ])
  }

  private func head() throws -> String {
    let told = try JSON(parsing: run("verify", "--json").answer)
    return try #require(told["enterprises"]?.array?.first?["head"]?.string)
  }

  @Test func `a sound journal is counted`() throws {
    let run = run("verify")
    #expect(run.exit == .done)
    #expect(run.answer.contains("entries     4"))
    #expect(run.answer.contains("versions    4 compared, 0 kept no longer"))
    #expect(run.answer.hasSuffix("The journal verifies.\n"))
  }

  @Test func `a hash of before is found again after the journal has grown`() throws {
    let head = try head()
    run("enterprise", "admin-key", "fourth")
    let told = try JSON(parsing: run("verify", "--head", head, "--json").answer)
    #expect(told["enterprises"]?.array?.first?["passes_head_at"] == 4)
  }

  @Test func `a chain that does not pass through the hash is refused`() throws {
    let run = run("verify", "--head", String(repeating: "0", count: 64))
    #expect(run.exit == .failed)
    #expect(run.note.contains("rewritten"))
  }

  @Test(arguments: [
    ("UPDATE version SET encoded = x'00' WHERE position = 3", "is not what entry 3 says"),
    ("UPDATE version SET salt = randomblob(16) WHERE position = 1", "is not what entry 1 says"),
    ("DELETE FROM version WHERE position = 3", "the newest version of a key, of entry 3, is gone"),
    (
      "INSERT INTO version SELECT enterprise, kind, randomblob(16), position, salt, encoded"
        + " FROM version WHERE position = 3", "that no entry tells of"
    ),
    ("DELETE FROM entry WHERE position = 2", "does not match its hash"),
    ("DELETE FROM entry WHERE position = 4", "entry 4 is missing"),
    ("UPDATE enterprise SET position = 3", "does not have the hash"),
    (
      "UPDATE enterprise SET position = 3, hash = (SELECT hash FROM entry WHERE position = 3)",
      "does not have the hash"
    ),
    ("UPDATE enterprise SET hash = randomblob(32)", "does not have the hash"),
  ]) func `what was changed past the journal is found`(statement: String, text: String) throws {
    try Database(Database.Options(.file(folder.file("weir.db")), access: .readWrite))
      .execute(statement)
    let run = run("verify")
    #expect(run.exit == .failed)
    #expect(run.note.contains(text))
  }

  @Test(arguments: ["", "00", "xyz"]) func `a text that is no hash is an error of usage`(
    text: String
  ) {
    #expect(run("verify", "--head", text).exit == .usage)
  }

  @Test func `a hash needs to know whose it is`() throws {
    let head = try head()
    run("enterprise", "add", "Second")
    #expect(run("verify", "--head", head).exit == .failed)
    #expect(run("verify", "--head", head, "--enterprise", "Example Motors").exit == .done)
    #expect(run("verify", "--head", head, "--enterprise", "Second").exit == .failed)
    #expect(run("verify", "--enterprise", "Third").exit == .failed)
  }
}

import Crypto
import Domain
import Storage
import Wire

/// `weir verify`: shows that the journal is the one it was.
enum VerifyCommand {
  static let command = ProgramCommand(
    name: "verify", summary: "check the journal's chain of hashes and every version in it",
    details: [
      "Prints the hash of the newest entry. Keep it elsewhere: given back with --head, it shows a",
      "chain that was rewritten from the start, which no look at the store alone can show.",
      "A store that is served is read as it stood when the command began; until it ends, the",
      "store's log grows.",
    ],
    options: [
      StoreOptions.store,
      CommandOption("head", .text("HASH"), "a hash of before that the chain must pass through"),
      CommandOption(
        "enterprise", .text("ID"), "only this enterprise, by id or name (without it: all)"),
    ],
    examples: [
      "weir verify --store weir.db",
      "weir verify --enterprise \"Example Motors\" --head 9f86d081884c7d65...",
    ]
  ) { told, console in
    let witness = try told["head"].map { try digest($0) }
    try SQLiteStore.read(toldBy: told) { try verify($0, passing: witness, told, console) }
  }

  private static func verify(
    _ reader: any StoreReader, passing witness: Digest?, _ told: Invocation, _ console: Console
  ) throws {
    let chosen = try StoredEnterprise.selected(told["enterprise"], in: reader)
    if witness != nil, chosen.count > 1 {
      throw CommandFailure(
        "a hash belongs to the journal of one enterprise; choose it with --enterprise:"
          + " `weir enterprise list` shows them")
    }
    var results: [JSON] = []
    for enterprise in chosen {
      let report = try verify(enterprise, passing: witness, reader, console)
      results.append(json(report, of: enterprise))
      if !told.wantsJSON { console.say(lines(report, of: enterprise)) }
    }
    if told.wantsJSON { console.say(["enterprises": .array(results)]) }
  }

  private static func verify(
    _ enterprise: StoredEnterprise, passing witness: Digest?, _ reader: any StoreReader,
    _ console: Console
  ) throws -> JournalVerifier.Report {
    var bar = ProgressBar("entries", total: enterprise.head.position.number, on: console)
    defer { bar.finish() }
    let report = try JournalVerifier(reader: reader, enterprise: enterprise.id)
      .verify(passing: witness) { bar.advance(to: $0.number) }
    guard witness == nil || report.witness != nil else {
      throw CommandFailure(
        "no entry of \"\(enterprise.name)\" has the hash given with --head: the journal is another"
          + " one, was rewritten, or was cut back to before it; compare it with a backup")
    }
    return report
  }

  private static func digest(_ text: String) throws(UsageError) -> Digest {
    guard let bytes = Hex.decode(text), let digest = Digest(bytes: bytes) else {
      throw UsageError("--head must be the 64 hexadecimal digits that `weir verify` printed")
    }
    return digest
  }

  private static func lines(
    _ report: JournalVerifier.Report, of enterprise: StoredEnterprise
  ) -> [String] {
    var fields: [(String, String)] = [
      ("enterprise", "\(enterprise.name) (\(enterprise.text))"),
      ("entries", "\(report.position.number)"),
      ("versions", "\(report.versions) compared, \(report.dropped) kept no longer"),
      ("head", Hex.encode(report.head.bytes)),
    ]
    if let witness = report.witness { fields.append(("--head", "is entry \(witness.number)")) }
    return FieldList(fields).lines + ["The journal verifies."]
  }

  private static func json(
    _ report: JournalVerifier.Report, of enterprise: StoredEnterprise
  ) -> JSON {
    var object: JSONObject = [
      "id": .string(enterprise.text), "name": .string(enterprise.name),
      "entries": .integer(report.position.number), "head": .string(Hex.encode(report.head.bytes)),
      "versions": .integer(Int64(report.versions)), "dropped": .integer(Int64(report.dropped)),
    ]
    if let witness = report.witness { object["passes_head_at"] = .integer(witness.number) }
    return .object(object)
  }
}

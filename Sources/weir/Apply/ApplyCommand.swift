import Wire

/// `weir apply`: brings records into the state that a file says.
enum ApplyCommand {
  static let command = ProgramCommand(
    name: "apply", summary: "create and change records as a file says",
    details: [
      "Each line of FILE is a JSON object with one record: {\"rule\": {\"code\": \"to-east\", ...}} with the",
      "members that the API takes, other records being named by their codes, groups as CHAIN/GROUP. A",
      "line with \"as\": \"PARTNER\" is about that partner's own record, for which a key is made and",
      "removed again. {\"import\": {\"file\": \"contacts.csv\", \"kind\": \"contacts\"}} brings a table in as",
      "`weir import` does, its path being seen from FILE. Records are found by code: what is there is",
      "changed where it differs, a repeat changes nothing, and nothing is ever removed. A bad line is",
      "reported and does not hold up the others.",
    ],
    operands: [.init(name: "FILE", summary: "the setup file; - for standard input")],
    options: [
      CommandOption(
        "dry-run", .flag, "tell what would be created and changed, and change nothing")
    ] + APIClient.options,
    examples: [
      "weir apply huacheng/enterprise.ndjson", "weir apply huacheng/enterprise.ndjson --dry-run",
    ]
  ) { told, console in
    try ClientSession(told, console).run { session in
      let path = told.operands[0]
      let (lines, faults) = SetupLine.lines(of: try InputFile.bytes(at: path))
      let setup = Setup(
        session.api, folder: folder(of: path), on: console, isDryRun: told.flag("dry-run"))
      try setup.apply(lines)
      var report = setup.report
      report.faults = (faults + report.faults).sorted { $0.line < $1.line }
      if told.wantsJSON { console.say(report.json) } else { console.say(report.lines) }
      guard report.faults.isEmpty else {
        let shown = report.faults.prefix(20).map { "\(path), \($0)" }
        let more = report.faults.count > 20 ? ["and \(report.faults.count - 20) more"] : []
        throw CommandFailure((shown + more).joined(separator: "\n"))
      }
    }
  }
}

extension ApplyCommand {
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }
}

extension APIClient {
  /// The same API with another key.
  func bearing(_ key: String) -> APIClient {
    APIClient(base: base, key: key, random: random, exchange: exchange, pause: pause)
  }
}

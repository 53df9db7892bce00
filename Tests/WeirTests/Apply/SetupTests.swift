import Gateway
import HTTPClient
import TemporaryFiles
import Testing
import Wire

@testable import weir

@Suite struct SetupTests {
  /// A gateway with an empty enterprise, in this process.
  private final class Stage {
    let folder: TemporaryFolder
    let service: Service
    let api: APIClient

    init() throws {
      try HTTPClient.prepareProcess()
      folder = try TemporaryFolder()
      let made = ProgramRun([
        "init", "--enterprise", "Example Motors", "--store", folder.file("weir.db"),
        "--master-key", folder.file("weir.key"), "--json",
      ])
      let told = Invocation(values: [
        "store": [folder.file("weir.db")], "master-key": [folder.file("weir.key")],
        "listen": ["127.0.0.1:0"], "drain-seconds": ["1"],
      ])
      service = try Service(
        ServeSettings(told),
        notices: Notices(console: .silent, inJSON: false, clock: SystemClock()))
      try service.start()
      api = try .local(service.url, key: try JSON(parsing: made.answer)["key"]?.string)
    }

    deinit { service.stop() }

    func apply(_ texts: [String], isDryRun: Bool = false) throws -> SetupReport {
      let (lines, faults) = SetupLine.lines(of: Array(texts.joined(separator: "\n").utf8))
      let setup = Setup(api, folder: folder.path, on: .silent, isDryRun: isDryRun)
      try setup.apply(lines)
      var report = setup.report
      report.faults += faults
      return report
    }
  }

  private static let lines = [
    #"{"chain": {"code": "dealers", "name": "Dealers"}}"#,
    #"{"group": {"chain": "dealers", "code": "east", "name": "East"}}"#,
    #"{"group": {"chain": "dealers", "code": "jiangsu", "name": "Jiangsu", "parent": "east"}}"#,
    #"{"partner": {"code": "suzhou", "name": "Suzhou", "kind": "dealer", "state": "active"}}"#,
    #"{"membership": {"chain": "dealers", "partner": "suzhou", "groups": ["jiangsu"]}}"#,
    #"{"agreement": {"partner": "suzhou", "ceiling": {"classes": {"public": "clear"}}, "#
      + #""purposes": ["sales", "service"]}}"#,
    #"{"department": {"code": "sales", "name": "Sales"}}"#,
    #"{"department": {"code": "sales-east", "name": "Sales East", "parent": "sales"}}"#,
    #"{"contact": {"code": "li", "name": "李娜", "departments": [{"department": "sales-east"}]}}"#,
    #"{"as": "suzhou", "department": {"code": "showroom", "name": "Showroom"}}"#,
    #"{"as": "suzhou", "rule": {"code": "up", "effect": "allow", "#
      + #""seen": {"departments": ["showroom"]}, "seen_by": {"enterprise": true}, "#
      + #""fields": {"classes": {"public": "clear"}}}}"#,
    #"{"rule": {"code": "down", "effect": "allow", "seen": {"departments": ["sales"]}, "#
      + #""seen_by": {"groups": ["dealers/east"]}, "fields": {"classes": {"public": "clear"}}}}"#,
    #"{"endpoint": {"party": "suzhou", "code": "dms", "url": "https://dms.suzhou.example/"}}"#,
  ]

  @Test func `records that name one another are made, and a repeat changes nothing`() throws {
    let stage = try Stage()
    let first = try stage.apply(Self.lines)
    #expect(first.faults == [])
    #expect(first.counts.values.map(\.created).reduce(0, +) == Self.lines.count)
    let partner = try stage.api.get("/v1/partners").json["items"]?.array?.first
    #expect(partner?["state"] == "active")
    let again = try stage.apply(Self.lines)
    #expect(again.faults == [])
    #expect(again.counts.values.map(\.unchanged).reduce(0, +) == Self.lines.count)
    #expect(again.counts.values.allSatisfy { $0.created == 0 && $0.changed == 0 })
  }

  @Test func `the keys that were made for partners are gone`() throws {
    let stage = try Stage()
    _ = try stage.apply(Self.lines)
    let partner = try stage.api.get("/v1/partners").json["items"]?.array?.first?["id"]?.string
    let keys = try stage.api.get("/v1/keys", [QueryItem("party", partner ?? "")]).json
    #expect(keys["items"] == [])
  }

  @Test func `what differs is changed`() throws {
    let stage = try Stage()
    _ = try stage.apply(Self.lines)
    let report = try stage.apply([#"{"department": {"code": "sales", "name": "Sales 销售"}}"#])
    #expect(report.counts["departments"] == SetupReport.Counts(changed: 1))
  }

  @Test func `a refused line is told and holds up no other`() throws {
    let stage = try Stage()
    let report = try stage.apply([
      #"{"department": {"code": "a", "name": "A", "parent": "nowhere"}}"#,
      #"{"department": {"code": "b", "name": ""}}"#,
      #"{"department": {"code": "c", "name": "C"}}"#,
    ])
    #expect(report.faults.map(\.line) == [1, 2])
    #expect(report.faults.first?.reason.contains("no department \"nowhere\"") == true)
    #expect(report.counts["departments"]?.created == 1)
  }

  @Test func `a table is brought in as an import brings it in`() throws {
    let stage = try Stage()
    try FileWriting(stage.folder.file("d.csv")).write(
      Array("code,name,parent\nb,B,a\na,A,\n".utf8))
    let lines = [
      #"{"import": {"file": "d.csv", "kind": "departments"}}"#,
      #"{"contact": {"code": "li", "name": "Li", "departments": [{"department": "b"}]}}"#,
    ]
    let report = try stage.apply(lines)
    #expect(report.faults == [])
    #expect(report.counts["departments"]?.created == 2)
    #expect(report.counts["contacts"]?.created == 1)
  }

  /// All that the gateway has, with the keys.
  private func everything(_ stage: Stage) throws -> [JSON] {
    try ["chains", "partners", "departments", "contacts", "rules", "endpoints", "keys"].map {
      try stage.api.get("/v1/\($0)").json["items"] ?? .null
    }
  }

  @Test func `a dry run on nothing counts all as new and writes nothing`() throws {
    let stage = try Stage()
    try FileWriting(stage.folder.file("c.csv")).write(
      Array("code,name,departments\nwang,王芳,sales\nbad,,\n".utf8))
    let before = try everything(stage)
    let table = #"{"import": {"file": "c.csv", "kind": "contacts"}}"#
    let report = try stage.apply(Self.lines + [table], isDryRun: true)
    #expect(report.counts.values.map(\.created).reduce(0, +) == Self.lines.count)
    #expect(report.notCompared == 1, "a row that names a department of a line before")
    #expect(report.faults.map(\.line) == [Self.lines.count + 1], "a contact without a name")
    #expect(try everything(stage) == before)
  }

  @Test func `a dry run tells what would change, field by field, and writes nothing`() throws {
    let stage = try Stage()
    _ = try stage.apply(Self.lines)
    let before = try everything(stage)
    let report = try stage.apply(
      [
        #"{"department": {"code": "sales", "name": "Sales 销售"}}"#,
        #"{"department": {"code": "sales-east", "parent": "north"}}"#,
        #"{"department": {"code": "north", "name": "North"}}"#,
        #"{"department": {"code": "sales-east", "parent": "north"}}"#,
        #"{"chain": {"code": "dealers", "name": "Dealers"}}"#,
        #"{"as": "suzhou", "department": {"code": "showroom", "name": "Other"}}"#,
      ], isDryRun: true)
    #expect(report.faults.map(\.line) == [2], "it names what only a later line would make")
    #expect(report.counts["departments"] == SetupReport.Counts(created: 1, changed: 2))
    #expect(report.counts["chains"] == SetupReport.Counts(unchanged: 1))
    #expect(report.notCompared == 1, "a partner's own record takes a key of that partner")
    #expect(report.lines.contains(#"  line 1, department sales: name "Sales" -> "Sales 销售""#))
    #expect(report.lines.contains(#"  line 4, department sales-east: parent "north""#))
    #expect(try everything(stage) == before)
  }

  @Test func `a partner that is activated is told as changed`() throws {
    let stage = try Stage()
    let line = #"{"partner": {"code": "wuxi", "name": "Wuxi", "kind": "dealer"STATE}}"#
    _ = try stage.apply([line.replacing("STATE", with: "")])
    let active = [line.replacing("STATE", with: #", "state": "active""#)]
    let dry = try stage.apply(active, isDryRun: true)
    #expect(dry.counts["partners"] == SetupReport.Counts(changed: 1))
    #expect(dry.lines.contains(#"  line 1, partner wuxi: state "pending" -> "active""#))
    #expect(try stage.apply(active).counts["partners"] == SetupReport.Counts(changed: 1))
    #expect(try stage.apply(active).counts["partners"] == SetupReport.Counts(unchanged: 1))
  }
}

import Directory
import Testing
import Wire

@testable import weir

@Suite struct SetupLineTests {
  @Test func `a line holds one record, perhaps a partner's`() throws {
    let line = try SetupLine(["as": "suzhou", "rule": ["code": "r"]], number: 3)
    #expect(line.bearer == "suzhou")
    guard case .record(let resource, let body) = line.content else {
      Issue.record("is no record")
      return
    }
    #expect(resource.noun == "rule")
    #expect(body == ["code": "r"])
  }

  @Test func `a line holds a table`() throws {
    let line = try SetupLine(
      ["import": ["file": "people.csv", "kind": "contacts"]], number: 1)
    guard case .table(let kind, let path) = line.content else {
      Issue.record("is no table")
      return
    }
    #expect(kind == .contacts)
    #expect(path == "people.csv")
  }

  @Test(arguments: [
    ("[]", "must be an object"),
    (#"{"grup": {}}"#, "did you mean \"group\"?"),
    (#"{"chain": {}, "group": {}}"#, "names 2 records"),
    (#"{"as": "suzhou"}"#, "names 0 records"),
    (#"{"chain": "dealers"}"#, "must be an object, the record"),
    (#"{"key": {"name": "k"}}"#, "is none of"),
    (#"{"import": {"file": "people.csv"}}"#, "needs a file"),
    (#"{"import": {"file": "people.xlsx", "kind": "contacts"}}"#, "needs a file"),
    ("{", "is not JSON"),
  ])
  func `a bad line is named and the good ones stay`(text: String, reason: String) {
    let good = #"{"chain": {"code": "dealers"}}"#
    let (lines, faults) = SetupLine.lines(of: Array("\(good)\n\n\(text)\n\(good)\n".utf8))
    #expect(lines.map(\.number) == [1, 4])
    #expect(faults.map(\.line) == [3])
    #expect(faults.first?.reason.contains(reason) == true)
  }
}

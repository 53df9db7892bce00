import Testing
import Wire

@testable import weir

@Suite struct TranslationRequestTests {
  @Test func `a side without a party is the key's own`() {
    let request = TranslationRequest(from: nil, to: "org_1")
    #expect(
      request.body(for: ["a", "b"]) == [
        "from": ["namespace": "weir"], "to": ["namespace": "weir", "party": "org_1"],
        "ids": ["a", "b"],
      ])
  }

  @Test func `an answer of another length is refused`() throws {
    let request = TranslationRequest(from: nil, to: nil)
    let answer: JSON = ["results": [["outcome": "unknown"]]]
    #expect(try request.results(in: answer, count: 1) == [["outcome": "unknown"]])
    #expect(throws: CommandFailure.self) { try request.results(in: answer, count: 2) }
    #expect(throws: CommandFailure.self) { try request.results(in: .null, count: 0) }
  }

  @Test func `every id has a line, and unknown ones are counted`() {
    let report = TranslationReport(
      ids: ["con_1", "con_2"],
      results: [["outcome": "translated", "id": "con_9"], ["outcome": "unknown"]])
    #expect(report.lines == ["con_1\tcon_9", "con_2\t-"])
    #expect(report.note?.hasPrefix("1 of 2 ") == true)
    #expect(
      report.json == [
        "results": [
          ["asked": "con_1", "outcome": "translated", "id": "con_9"],
          ["asked": "con_2", "outcome": "unknown"],
        ]
      ])
  }

  @Test func `the last operand may take all that follows`() throws {
    let parser = ArgumentParser(root: Program.root)
    guard case .run(let path, let given) = try parser.parse(["id", "translate", "a", "b", "c"])
    else {
      Issue.record("the command does not run")
      return
    }
    #expect(path.last?.name == "translate")
    #expect(given.operands == ["a", "b", "c"])
  }
}

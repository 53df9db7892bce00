import Testing
import Wire

@testable import weir

@Suite struct ChildrenOptionTests {
  private func option(_ text: String) throws -> ChildrenOption {
    try ChildrenOption(text) { "id of \($0)" }
  }

  @Test func `children end, or move to nobody, or to somebody`() throws {
    #expect(try option("end").json == "end")
    #expect(try option("end").query == [QueryItem("children", "end")])
    #expect(try option("move").json == ["move": nil])
    #expect(try option("move").query == [QueryItem("children", "move")])
    #expect(try option("move:a:b").json == ["move": "id of a:b"])
    #expect(
      try option("move:x").query == [QueryItem("children", "move"), QueryItem("to", "id of x")])
  }

  @Test func `anything else is an error`() {
    #expect(throws: UsageError.self) { try option("stay") }
  }
}

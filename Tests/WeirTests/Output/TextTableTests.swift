import Testing
import Wire

@testable import weir

@Suite struct TextTableTests {
  @Test func `columns line up in any script`() {
    let table = TextTable(
      heading: ["code", "name", "state"],
      rows: [["a", "李娜", "active"], ["bcdef", "Bob", ""], ["c", "한국어", "x"]])
    #expect(
      table.lines == [
        "CODE   NAME    STATE", "a      李娜    active", "bcdef  Bob     -", "c      한국어  x",
      ])
  }

  @Test func `what would move the cursor is made visible`() {
    #expect(TextTable.cell("a\u{1B}[2Jb\n") == "a\u{FFFD}[2Jb\u{FFFD}")
  }

  @Test(arguments: [
    ("abcd", 4, "abcd"), ("abcde", 4, "abc…"), ("李娜李", 6, "李娜李"), ("李娜李娜", 6, "李娜…"), ("", 1, ""),
  ]) func `a cell that is too wide is cut where a character ends`(
    text: String, limit: Int, cut: String
  ) {
    #expect(TextTable.cut(text, to: limit) == cut)
  }

  @Test func `members become columns, also those with members`() {
    let record: JSON = [
      "id": "x", "phones": ["1", "2"], "last_day": nil, "ok": true,
      "departments": [["department": "d", "position": "Chief"]], "seen": ["a": ["b"], "c": []],
    ]
    let table = RecordText.table(
      of: [record], columns: ["id", "phones", "last_day", "ok", "departments", "seen"])
    #expect(
      table.rows == [["x", "1, 2", "", "yes", "department=d position=Chief", "a=b"]])
    #expect(table.lines[0].contains("LAST DAY"))
  }

  @Test func `fields within fields are named by their path`() {
    let fields = RecordText.fields(of: ["a": ["b": 1, "c": [:]], "d": "x"])
    #expect(fields.map(\.0) == ["a.b", "a.c", "d"])
    #expect(fields.map(\.1) == ["1", "", "x"])
  }
}

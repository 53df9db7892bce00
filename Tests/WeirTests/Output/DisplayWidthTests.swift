import Testing

@testable import weir

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("äöü", 3), ("e\u{301}", 1), ("李娜", 4), ("ｱｲ", 2), ("ＡＢ", 4),
    ("한국", 4), ("👍", 2), ("👨‍👩‍👧", 2), ("❤️", 2), ("\u{200B}", 0), ("—", 1), ("日本 GmbH", 9),
  ]) func `a text takes as many columns as a terminal gives it`(text: String, columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }
}

import Testing

@Suite struct BlankingTests {
  private func blanked(_ text: String) -> String {
    String(decoding: Blanking.code(of: text), as: UTF8.self)
  }

  @Test(arguments: [
    ("a // try!", "a        "),
    ("a /* b /* c */ d */ e", "a                   e"),
    (#"f("try!")"#, #"f("    ")"#),
    (##"f(#"a " b"#)"##, ##"f(#"     "#)"##),
    (#"f("a\"b")"#, #"f("    ")"#),
    (#"f("a\(g("b"))c")"#, #"f("  (g(" ")) ")"#),
    ("func `as!`()", "func `___`()"),
    ("let a = \"open\nb", "let a = \"    \nb"),
  ])
  func `comments, strings and raw identifiers are blanked`(text: String, code: String) {
    #expect(blanked(text) == code)
  }

  @Test func `a string of several lines keeps its line breaks`() {
    #expect(blanked("a = \"\"\"\n  try!\n  \"\"\"\nb") == "a = \"\"\"\n      \n  \"\"\"\nb")
  }

  @Test func `a comment that never ends is blanked to the end`() {
    #expect(blanked("a /* b") == "a     ")
  }
}

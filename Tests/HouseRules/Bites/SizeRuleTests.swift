import Testing

@Suite struct SizeRuleTests {
  private func function(lines: Int, head: String = "func a() {") -> String {
    ([head] + Array(repeating: "  b { c }", count: lines - 2) + ["}"]).joined(separator: "\n")
  }

  @Test func `a file of 401 lines is found and one of 400 is not`() {
    let text = String(repeating: "let a = 1\n", count: 400)
    #expect(SizeRule.findings(in: sample(text)) == [])
    #expect(SizeRule.findings(in: sample(text + "let b = 1\n")).count == 1)
  }

  @Test func `a function of 71 lines is found and one of 70 is not`() {
    #expect(SizeRule.findings(in: sample(function(lines: 70))) == [])
    #expect(SizeRule.findings(in: sample(function(lines: 71))).map(\.line) == [1])
  }

  @Test(arguments: [
    "package static func a(b: () -> Void = { }) throws(E) -> [C] {",
    "@inline(__always) private init?(a: [Int] = []) {",
    "deinit {", "subscript(a: Int) -> Int {", "var a: Int {",
    "mutating func a<B>(\n  b: B\n)\n  where B: C\n{",
  ])
  func `every kind of body is measured`(head: String) {
    #expect(SizeRule.findings(in: sample(function(lines: 80, head: head))).count == 1)
  }

  @Test func `a declaration without a body takes none from its neighbour`() {
    let promise = "protocol A {\n  func b()\n  var c: Int { get }\n}\n"
    let text = promise + "struct D {\n" + String(repeating: "  let e = 1\n", count: 80) + "}\n"
    #expect(SizeRule.findings(in: sample(text)) == [])
  }
}

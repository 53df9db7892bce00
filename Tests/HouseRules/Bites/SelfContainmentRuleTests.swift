import Testing

@Suite struct SelfContainmentRuleTests {
  @Test(arguments: SelfContainmentRule.phrases)
  func `a word from outside is found with its line`(phrase: String) {
    let findings = SelfContainmentRule.findings(path: "README.md", text: "a\nsee \(phrase) there")
    #expect(findings.map(\.line) == [2])
  }

  @Test func `a text about the project is no finding`() {
    let text = "Work in Sources, share nothing."
    #expect(SelfContainmentRule.findings(path: "README.md", text: text) == [])
  }
}

import Testing

@Suite struct PhraseRuleTests {
  @Test(arguments: ["try! a()", "let b = a as! B", "fatalError(\"no\")"])
  func `a trap is found`(text: String) {
    #expect(PhraseRule.traps.findings(in: sample(text)).count == 1)
    #expect(PhraseRule.traps.findings(in: sample(text, at: "Tests/A/B.swift")).count == 1)
  }

  @Test func `an honest try or cast is no trap`() {
    #expect(PhraseRule.traps.findings(in: sample("try a()\nb as? C\nd as E")) == [])
  }

  @Test func `printing is found in a room and not in the command line`() {
    #expect(PhraseRule.printing.findings(in: sample("print(a)")).count == 1)
    let command = sample("print(a)", at: "Sources/weir/main.swift")
    #expect(PhraseRule.printing.findings(in: command) == [])
  }

  @Test(arguments: [
    "Date()", "let a = Date.now", "UUID()", "Int.random(in: 0..<2)",
    "SystemRandomNumberGenerator()",
    "unsafe clock_gettime(CLOCK_REALTIME, &a)", "ContinuousClock().now", "ContinuousClock.now",
    "a.shuffled()", "unsafe RAND_bytes(a, 1)", "unsafe getrandom(a, 1, 0)",
  ])
  func `time and chance from nowhere are found`(text: String) {
    #expect(PhraseRule.timeAndChance.findings(in: sample(text)).count == 1)
    let world = sample(text, at: "Tests/Simulation/World.swift")
    #expect(PhraseRule.timeAndChance.findings(in: world).count == 1)
  }

  @Test func `an exception covers its file or folder only`() {
    var rule = PhraseRule.timeAndChance
    rule.exceptions = ["Sources/Gateway/Clock.swift": "a reason", "Sources/weir/": "a reason"]
    let text = "Date()"
    #expect(rule.findings(in: sample(text, at: "Sources/Gateway/Clock.swift")) == [])
    #expect(rule.findings(in: sample(text, at: "Sources/weir/Run.swift")) == [])
    #expect(rule.findings(in: sample(text, at: "Sources/Gateway/Loop.swift")).count == 1)
  }
}

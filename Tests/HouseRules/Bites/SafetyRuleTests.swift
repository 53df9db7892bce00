import Testing

@Suite struct SafetyRuleTests {
  @Test(arguments: [
    "final class A: @unchecked Sendable {}",
    "nonisolated(unsafe) var a = 1",
    "// Safe because it is old.\n\nnonisolated(unsafe) var a = 1",
    "/// A box.\nfinal class A: @unchecked Sendable {}",
  ])
  func `a promise without its reason is found`(text: String) {
    #expect(SafetyRule.findings(in: sample(text)).count == 1)
  }

  @Test(arguments: [
    "// Safe because the handle never changes.\nfinal class A: @unchecked Sendable {}",
    "/// A box.\n// Safe because nothing\n// writes it.\n@safe\nfinal class A: @unchecked Sendable {}",
  ])
  func `a promise with its reason is no finding`(text: String) {
    #expect(SafetyRule.findings(in: sample(text)) == [])
  }
}

import Testing

@Suite struct NameRuleTests {
  @Test(arguments: [
    "Sources/Wire/Utils/A.swift", "Sources/Wire/StringHelpers.swift", "Sources/Common/A.swift",
    "Sources/Wire/String+Utils.swift", "Tests/Helpers/a.py",
  ])
  func `an empty name in a path is found`(path: String) {
    #expect(NameRule.pathFindings(path).count == 1)
  }

  @Test(arguments: ["struct Manager {}", "final class LaneManager {}", "enum Utils {}"])
  func `an empty name of a type is found`(text: String) {
    #expect(NameRule.typeFindings(in: sample(text)).count == 1)
  }

  @Test func `a name that only begins alike is no finding`() {
    #expect(NameRule.typeFindings(in: sample("struct CommonName {}\nlet helper = 1")) == [])
    #expect(NameRule.pathFindings("Sources/Wire/Utility.swift") == [])
  }
}

import Testing

@Suite struct LayoutRuleTests {
  @Test func `a strange folder at the root is found`() {
    #expect(LayoutRule.topFindings(folders: [".git", "Sources", "scripts"]).count == 1)
    #expect(LayoutRule.topFindings(folders: [".ci", "Adapters", "Contracts", "Tests"]) == [])
  }

  @Test func `an adapter without its page is found`() {
    let paths = ["Adapters/A/README.md", "Adapters/B/B.swift"]
    let findings = LayoutRule.adapterFindings(adapters: ["A", "B"], paths: paths)
    #expect(findings.map(\.path) == ["Adapters/B/README.md"])
  }

  @Test func `a folder that is no target is found`() {
    let manifest = PackageManifest(text: #"room("Wire")"#)
    let findings = LayoutRule.unbuiltFindings(folders: ["Wire", "Lost"], manifest: manifest)
    #expect(findings.count == 1)
  }

  @Test func `an exception for nothing is found`() {
    let exceptions = ["Sources/weir/": "a reason", "Sources/Gateway/Gone.swift": "a reason"]
    let findings = LayoutRule.staleFindings(
      exceptions: exceptions, paths: ["Sources/weir/main.swift"])
    #expect(findings.map(\.path) == ["Sources/Gateway/Gone.swift"])
  }
}

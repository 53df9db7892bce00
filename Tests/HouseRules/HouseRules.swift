import Testing

/// The rules held against this repository.
@Suite struct HouseRules {
  let repository = Repository.current
  let sources = Self.sources

  /// Read once for all tests.
  private static let sources = Result { try Repository.current.sources() }

  @Test func `the whole tree is read`() throws {
    let read = Set(try sources.get().map(\.path))
    #expect(read.contains("Sources/weir/main.swift"))
    #expect(read.contains("Tests/HouseRules/HouseRules.swift"))
    #expect(read.contains { $0.hasPrefix("Adapters/") })
    #expect(try repository.paths().contains("Makefile"))
  }

  @Test func `rooms, adapters and tests import what the table says`() throws {
    let rule = try importRule()
    expectNone(try sources.get().flatMap { rule.findings(in: $0) })
  }

  @Test func `targets depend on what the table says`() throws {
    expectNone(try importRule().findings(in: repository.manifest()))
  }

  @Test func `every room and adapter is built and every adapter has its page`() throws {
    let adapters = try repository.folders(in: "Adapters")
    let folders = try repository.folders(in: "Sources") + adapters
    expectNone(try LayoutRule.unbuiltFindings(folders: folders, manifest: repository.manifest()))
    expectNone(LayoutRule.adapterFindings(adapters: adapters, paths: try repository.paths()))
  }

  @Test func `nothing but the known folders stands at the root`() throws {
    expectNone(LayoutRule.topFindings(folders: try repository.folders(in: "")))
  }

  @Test func `the package needs Debian's C libraries and nothing else`() throws {
    let exceptions = Exceptions.librariesWithoutPackage
    let manifest = try repository.manifest()
    #expect(manifest.targets.count > 20)
    expectNone(ManifestRule.findings(in: manifest, librariesWithoutPackage: exceptions))
  }

  @Test func `files and functions are short`() throws {
    expectNone(try sources.get().flatMap(SizeRule.findings))
  }

  @Test func `names say what a thing is`() throws {
    expectNone(try repository.paths().flatMap(NameRule.pathFindings))
    expectNone(try sources.get().flatMap(NameRule.typeFindings))
  }

  @Test(arguments: [PhraseRule.traps, .printing, .timeAndChance])
  func `code keeps to the phrase rules`(rule: PhraseRule) throws {
    expectNone(try sources.get().flatMap { rule.findings(in: $0) })
  }

  @Test func `what the compiler cannot check has its reason`() throws {
    expectNone(try sources.get().flatMap(SafetyRule.findings))
  }

  @Test func `exceptions stand for files that exist`() throws {
    let paths = try repository.paths().filter { $0.hasSuffix(".swift") }
    for list in [Exceptions.timeAndChance, Exceptions.foundationEssentials, Exceptions.printing] {
      expectNone(LayoutRule.staleFindings(exceptions: list, paths: paths))
    }
  }

  @Test func `no text speaks of things outside the project`() throws {
    for path in try repository.paths() {
      guard let text = try? repository.text(of: path) else { continue }
      expectNone(SelfContainmentRule.findings(path: path, text: text))
    }
  }

  private func importRule() throws -> ImportRule {
    ImportRule(
      table: .weir, adapters: Set(try repository.folders(in: "Adapters")),
      foundationEssentials: Exceptions.foundationEssentials)
  }

  private func expectNone(
    _ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for finding in findings {
      Issue.record("\(finding)", sourceLocation: sourceLocation)
    }
  }
}

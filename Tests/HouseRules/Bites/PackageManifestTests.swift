import Testing

@Suite struct PackageManifestTests {
  private let manifest = PackageManifest(
    text: #"""
      func room(_ name: String, imports: [Target.Dependency] = []) -> Target {
        .target(name: name, dependencies: imports)
      }
      let package = Package(
        targets: [
          .systemLibrary(name: "CLinux"),
          room("Wire"),
          room(
            "API",
            imports: [
              "Gateway", "Wire",  // the store comes with it
            ]),
          tests("WireTests", of: ["Wire"]),
        ])
      """#)

  @Test func `targets are read with their dependencies`() {
    #expect(manifest.targets.map(\.name) == ["CLinux", "Wire", "API", "WireTests"])
    #expect(manifest.targets.map(\.dependencies) == [[], [], ["Gateway", "Wire"], ["Wire"]])
  }

  @Test func `targets know their kind and line`() {
    #expect(manifest.targets.map(\.kind) == [.library, .room, .room, .tests])
    #expect(manifest.targets.map(\.line) == [6, 7, 8, 13])
  }
}

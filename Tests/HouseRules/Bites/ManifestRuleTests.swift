import Testing

@Suite struct ManifestRuleTests {
  private func findings(_ text: String) -> [Finding] {
    ManifestRule.findings(
      in: PackageManifest(text: text), librariesWithoutPackage: ["CLinux": "a reason"])
  }

  @Test(arguments: [
    #".package(path: "../other")"#,
    #".systemLibrary(name: "CCurl")"#,
    #".systemLibrary(name: "CCurl", pkgConfig: "libcurl")"#,
    #".systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])])"#,
  ])
  func `a package or a half-described library is found`(text: String) {
    #expect(findings(text).count == 1)
  }

  @Test(arguments: [
    #".systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["a"])])"#,
    #".systemLibrary(name: "CLinux")"#,
    #"// .package(url: "somewhere")"#,
  ])
  func `a described library is no finding`(text: String) {
    #expect(findings(text) == [])
  }
}

/// What the package may depend on: C libraries from Debian, and no other package.
enum ManifestRule {
  static func findings(
    in manifest: PackageManifest, librariesWithoutPackage: [String: String]
  ) -> [Finding] {
    manifest.calls.compactMap { call in
      message(for: call, librariesWithoutPackage: librariesWithoutPackage).map {
        Finding(path: PackageManifest.path, line: call.line, message: $0)
      }
    }
  }

  private static func message(
    for call: PackageManifest.Call, librariesWithoutPackage: [String: String]
  ) -> String? {
    if call.function == ".package" { return "the product depends on no Swift package" }
    guard call.function == ".systemLibrary" else { return nil }
    let name = PackageManifest.string("name", in: call.arguments)
    if let name, librariesWithoutPackage[name] != nil { return nil }
    let isComplete = call.arguments.contains("pkgConfig:") && call.arguments.contains(".apt(")
    return isComplete ? nil : "a C library names its .pc file and its Debian package"
  }
}

/// What stands where in the repository.
enum LayoutRule {
  /// Folders at the root besides hidden ones.
  static let topFolders: Set<String> = ["Sources", "Tests", "Adapters", "Contracts"]

  static func topFindings(folders: [String]) -> [Finding] {
    folders.filter { !$0.hasPrefix(".") && !topFolders.contains($0) }.map {
      Finding(path: $0, line: 1, message: "no folder stands here but \(topFolders.sorted())")
    }
  }

  /// Adapters whose README is missing among all paths.
  static func adapterFindings(adapters: [String], paths: [String]) -> [Finding] {
    adapters.map { "Adapters/\($0)/README.md" }.filter { !paths.contains($0) }.map {
      Finding(path: $0, line: 1, message: "an adapter says here which systems it speaks to")
    }
  }

  /// Rooms and adapters on disk that the package does not build.
  static func unbuiltFindings(folders: [String], manifest: PackageManifest) -> [Finding] {
    let built = Set(manifest.targets.map(\.name))
    return folders.filter { !built.contains($0) }.map {
      Finding(path: PackageManifest.path, line: 1, message: "\($0) is no target: nobody builds it")
    }
  }

  /// Entries of a list of exceptions that stand for nothing any more.
  static func staleFindings(exceptions: [String: String], paths: [String]) -> [Finding] {
    exceptions.keys.sorted().filter { entry in
      !paths.contains { Exceptions.cover($0, in: [entry: ""]) }
    }
    .map { Finding(path: $0, line: 1, message: "is excepted from a rule but does not exist") }
  }
}

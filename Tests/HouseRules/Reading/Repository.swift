import Foundation

/// The work tree that these tests were built from.
struct Repository {
  let root: URL

  /// The tree that holds this file.
  static let current = Repository(
    root: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent())

  /// Paths of all files from the root, sorted, without build products and version control.
  func paths() throws -> [String] {
    var found: [String] = []
    var folders = [""]
    while let folder = folders.popLast() {
      for name in try names(in: folder) where !isProduct(name) {
        let path = folder.isEmpty ? name : folder + "/" + name
        if isFolder(path) { folders.append(path) } else { found.append(path) }
      }
    }
    return found.sorted()
  }

  /// Every Swift file of the rooms, adapters and tests.
  func sources() throws -> [SourceText] {
    try paths().filter { $0.hasSuffix(".swift") && $0.contains("/") }
      .map { SourceText(path: $0, text: try text(of: $0)) }
  }

  /// What the package declares.
  func manifest() throws -> PackageManifest {
    PackageManifest(text: try text(of: PackageManifest.path))
  }

  func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Names of the folders directly under one folder, products and hidden ones included.
  func folders(in folder: String) throws -> [String] {
    try names(in: folder).filter { isFolder(folder.isEmpty ? $0 : folder + "/" + $0) }
  }

  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  private func names(in folder: String) throws -> [String] {
    let address = folder.isEmpty ? root : root.appending(path: folder)
    return try FileManager.default.contentsOfDirectory(atPath: address.path).sorted()
  }

  private func isFolder(_ path: String) -> Bool {
    let values = try? root.appending(path: path).resourceValues(forKeys: [.isDirectoryKey])
    return values?.isDirectory ?? false
  }

  private func isProduct(_ name: String) -> Bool {
    name == ".git" || name.hasPrefix(".build") || name == "__pycache__" || name == ".pytest_cache"
  }
}

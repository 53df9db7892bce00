import Glibc

/// A folder of its own for one test, removed with its files when the test lets go of it.
package final class TemporaryFolder: Sendable {
  package let path: String

  /// Why a file of the folder cannot be had.
  package struct NotAccessible: Error {
    package let name: String
  }

  package init() throws {
    var template = Array("/tmp/weir-tests-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw NotAccessible(name: "a new folder") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in names { _ = unsafe unlink(file(name)) }
    _ = unsafe rmdir(path)
  }

  package func file(_ name: String) -> String { path + "/" + name }

  /// The names of the files in it, sorted.
  package var names: [String] {
    guard let folder = unsafe opendir(path) else { return [] }
    defer { _ = unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// The permission bits of a file; nil where there is none.
  package func mode(of name: String) -> UInt32? {
    var status = stat()
    guard unsafe lstat(file(name), &status) == 0 else { return nil }
    return status.st_mode & 0o777
  }
}

extension TemporaryFolder {
  package func write(_ bytes: [UInt8], to name: String) throws {
    guard let file = unsafe fopen(self.file(name), "w") else { throw NotAccessible(name: name) }
    let written = unsafe fwrite(bytes, 1, bytes.count, file)
    guard unsafe fclose(file) == 0, written == bytes.count else {
      throw NotAccessible(name: name)
    }
  }

  package func bytes(of name: String) throws -> [UInt8] {
    try Self.bytes(at: file(name))
  }

  package static func bytes(at path: String) throws -> [UInt8] {
    guard let file = unsafe fopen(path, "r") else { throw NotAccessible(name: path) }
    defer { _ = unsafe fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { return bytes }
      bytes += buffer.prefix(count)
    }
  }
}

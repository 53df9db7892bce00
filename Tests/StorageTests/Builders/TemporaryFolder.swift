import Glibc
import Testing

/// A folder of its own for one test, removed with its files when the test lets go of it.
final class TemporaryFolder {
  private struct NotAccessible: Error {
    let name: String
  }

  let path: String

  init() throws {
    var template = Array("/tmp/storage-tests-XXXXXX".utf8CString)
    try #require(unsafe mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in names { _ = unsafe unlink(file(name)) }
    _ = unsafe rmdir(path)
  }

  /// The names of the files in it, sorted.
  var names: [String] {
    guard let folder = unsafe opendir(path) else { return [] }
    defer { _ = unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  func file(_ name: String) -> String { path + "/" + name }

  func write(_ bytes: [UInt8], to name: String) throws {
    guard let file = unsafe fopen(self.file(name), "w") else { throw NotAccessible(name: name) }
    let written = unsafe fwrite(bytes, 1, bytes.count, file)
    try #require(unsafe fclose(file) == 0)
    try #require(written == bytes.count)
  }

  func bytes(of name: String) throws -> [UInt8] {
    try Self.bytes(at: file(name))
  }

  static func bytes(at path: String) throws -> [UInt8] {
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

  /// The permission bits of a file.
  func mode(of name: String) throws -> mode_t {
    var status = stat()
    try #require(unsafe stat(file(name), &status) == 0)
    return status.st_mode & 0o777
  }
}

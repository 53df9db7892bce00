import Glibc
import Testing

/// A folder of its own for one test, removed with all its files when the test lets go of it.
final class TemporaryFolder {
  private struct NotAccessible: Error {
    let name: String
  }

  let path: String

  init() throws {
    var template = Array("/tmp/sqlite-tests-XXXXXX".utf8CString)
    try #require(unsafe mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    guard let folder = unsafe opendir(path) else { return }
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      _ = unsafe unlink(path + "/" + name)
    }
    _ = unsafe closedir(folder)
    _ = unsafe rmdir(path)
  }

  func file(_ name: String) -> String { path + "/" + name }

  func write(_ bytes: [UInt8], to name: String) throws {
    guard let file = unsafe fopen(self.file(name), "w") else { throw NotAccessible(name: name) }
    let written = unsafe fwrite(bytes, 1, bytes.count, file)
    try #require(unsafe fclose(file) == 0)
    try #require(written == bytes.count)
  }

  func bytes(of name: String) throws -> [UInt8] {
    guard let file = unsafe fopen(self.file(name), "r") else { throw NotAccessible(name: name) }
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

import Glibc

/// Files of a contract's folder, read whole.
package enum FileText {
  private static let maximumBytes = 16 << 20

  /// The bytes of one file; throws where it cannot be read or has more than 16 MiB.
  package static func bytes(at path: String) throws(ContractError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ContractError("cannot read \(path): error \(errno)") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = unsafe read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { throw ContractError("cannot read \(path): error \(errno)") }
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: buffer[..<count])
      guard bytes.count <= maximumBytes else { throw ContractError("\(path) is too large") }
    }
  }

  /// The names in a folder that end in `suffix`, sorted.
  package static func names(
    in folder: String, endingIn suffix: String
  ) throws(ContractError) -> [String] {
    guard let stream = unsafe opendir(folder) else {
      throw ContractError("cannot list \(folder): error \(errno)")
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { buffer in
        unsafe String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(suffix) { names.append(name) }
    }
    return names.sorted()
  }
}

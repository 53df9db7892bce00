import Glibc

/// Reads what a person names on the command line.
enum InputFile {
  /// Larger ones are not meant.
  static let byteLimit = 16 << 20

  /// The bytes of a file, or of standard input where the path is `-`.
  static func bytes(at path: String) throws(CommandFailure) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandFailure("\(path) cannot be opened: \(systemText(errno)); check the path")
    }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe read(descriptor, &part, part.count)
      guard count >= 0 else {
        throw CommandFailure("\(path) cannot be read: \(systemText(errno)); check the path")
      }
      guard count > 0 else { return bytes }
      bytes += part.prefix(count)
      guard bytes.count <= byteLimit else {
        throw CommandFailure("\(path) has more than \(byteLimit) bytes; give a smaller one")
      }
    }
  }

  private static func systemText(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}

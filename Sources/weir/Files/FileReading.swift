import Glibc

/// Reads a file in parts, so that its size does not matter.
struct FileReading: ~Copyable {
  /// The size in bytes.
  let size: Int64
  private let path: String
  private let descriptor: Int32

  private static let partBytes = 64 << 10

  /// Opens a file that can be read more than once; throws for anything else.
  init(_ path: String) throws(CommandFailure) {
    self.path = path
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandFailure("\(path) cannot be opened: \(Self.text(errno)); check the path")
    }
    var facts = stat()
    guard unsafe fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw CommandFailure("\(path) is no file that can be read twice; save it as one first")
    }
    size = Int64(facts.st_size)
  }

  /// The next part; empty at the end.
  func part() throws(CommandFailure) -> [UInt8] {
    var part = [UInt8](repeating: 0, count: Self.partBytes)
    while true {
      let count = unsafe read(descriptor, &part, part.count)
      if count >= 0 {
        part.removeLast(part.count - count)
        return part
      }
      guard errno == EINTR else {
        throw CommandFailure("\(path) cannot be read: \(Self.text(errno)); check the disk")
      }
    }
  }

  static func text(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }

  deinit {
    close(descriptor)
  }
}

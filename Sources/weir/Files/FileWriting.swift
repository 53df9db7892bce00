import Glibc

/// Writes a new file, or standard output.
struct FileWriting: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// Standard output where there is no path; an existing file is written over.
  init(_ path: String?) throws(CommandFailure) {
    self.path = path ?? "standard output"
    guard let path else {
      descriptor = STDOUT_FILENO
      return
    }
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CommandFailure("\(path) cannot be written: \(FileReading.text(errno)); check the path")
    }
  }

  func write(_ bytes: [UInt8]) throws(CommandFailure) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw CommandFailure(
          "\(path) cannot be written: \(FileReading.text(errno)); free some space or name another")
      }
    }
  }

  deinit {
    if descriptor != STDOUT_FILENO { close(descriptor) }
  }
}

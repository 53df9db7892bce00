import Glibc
import TemporaryFiles

@testable import weir

/// Runs lines of a shell, and keeps what it writes to either output.
struct ShellRun {
  let exit: Int32
  let output: String

  /// Whether a program is on this machine.
  static func has(_ program: String) -> Bool {
    ["/bin", "/usr/bin", "/usr/local/bin"].contains { unsafe access("\($0)/\(program)", X_OK) == 0 }
  }

  /// `program` reads the lines from a file.
  init(_ program: String, _ lines: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("lines")
    try folder.write(Array(lines.utf8), to: "lines")
    guard let stream = unsafe popen("\(program) \(path) 2>&1 </dev/null", "r") else {
      throw CommandFailure("\(program) cannot be started")
    }
    var output: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = unsafe fread(&part, 1, part.count, stream)
      guard count > 0 else { break }
      output += part.prefix(count)
    }
    exit = unsafe pclose(stream)
    withExtendedLifetime(folder) {}
    self.output = String(decoding: output, as: UTF8.self)
  }
}

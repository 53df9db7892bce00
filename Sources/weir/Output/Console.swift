import Glibc
import Synchronization
import Wire

/// Where the program speaks: answers on standard output, everything else beside it.
struct Console: Sendable {
  let answer: @Sendable (String) -> Void
  let note: @Sendable (String) -> Void
  /// Whether notes appear at a terminal, where a line can be written over.
  let isTerminal: Bool
  /// Whether answers appear at a terminal.
  var answersAtTerminal = false
  /// How many lines the terminal shows at once.
  var rows: @Sendable () -> Int = { 24 }

  /// A whole line of the answer.
  func say(_ line: String) {
    answer(line + "\n")
  }

  func say(_ lines: [String]) {
    for line in lines { say(line) }
  }

  /// A whole line beside the answer.
  func tell(_ line: String) {
    note(line + "\n")
  }

  /// A JSON value on lines that a person can read as well.
  func say(_ value: JSON) {
    say(String(decoding: value.prettyBytes, as: UTF8.self))
  }

  /// Says nothing.
  static let silent = Console(answer: { _ in }, note: { _ in }, isTerminal: false)

  static let standard = Console(
    answer: { write($0, to: STDOUT_FILENO) }, note: { write($0, to: STDERR_FILENO) },
    isTerminal: isatty(STDERR_FILENO) == 1, answersAtTerminal: isatty(STDOUT_FILENO) == 1,
    rows: {
      var size = winsize()
      guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else {
        return 24
      }
      return Int(size.ws_row)
    })

  /// Lets go of what cannot be written: there is nobody left to tell.
  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      }
      if count < 0 {
        guard errno == EINTR else { return }
      } else {
        bytes = bytes.dropFirst(count)
      }
    }
  }
}

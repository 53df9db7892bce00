import Glibc
import Wire

/// Shows how things stand again and again: over itself at a terminal, line after line elsewhere.
struct StatusWatch {
  let console: Console
  let inJSON: Bool
  /// Waits, and says whether to go on.
  var pause: (Duration) -> Bool = { wait in
    usleep(UInt32(clamping: wait.wholeMicroseconds))
    return true
  }

  static let period = Duration.seconds(2)

  /// The first look must succeed; what fails later is shown, for it may pass.
  func run(_ look: () throws -> StatusScreen) throws {
    show(try look(), isFirst: true)
    while pause(Self.period) {
      do {
        show(try look(), isFirst: false)
      } catch {
        draw("\(error)".split(separator: "\n").map(String.init), isFirst: false)
      }
    }
  }

  private func show(_ screen: StatusScreen, isFirst: Bool) {
    // One line each, so that a program can read them as they come.
    guard !inJSON else { return console.say(screen.json.description) }
    draw(screen.lines, isFirst: isFirst)
  }

  private func draw(_ lines: [String], isFirst: Bool) {
    guard console.answersAtTerminal, !inJSON else {
      if !inJSON, !isFirst { console.say("") }
      return inJSON ? lines.forEach(console.tell) : console.say(lines)
    }
    // More than fits would scroll, and the next picture would not stand over this one.
    let fitting = lines.prefix(max(1, console.rows() - 1))
    let text = fitting.map { $0 + Self.clearRestOfLine + "\n" }.joined()
    console.answer((isFirst ? Self.clearScreen : "") + Self.home + text + Self.clearRestOfScreen)
  }

  private static let clearScreen = "\u{1B}[2J"
  private static let home = "\u{1B}[H"
  private static let clearRestOfLine = "\u{1B}[K"
  private static let clearRestOfScreen = "\u{1B}[J"
}

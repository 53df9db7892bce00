/// Shows at a terminal how far long work has come, and says nothing elsewhere.
struct ProgressBar {
  private let console: Console
  private let what: String
  private let total: Int64
  private var shown = -1

  /// `what` names the things that are counted.
  init(_ what: String, total: Int64, on console: Console) {
    self.what = what
    self.total = max(1, total)
    self.console = console
  }

  /// Draws anew only where the picture changes.
  mutating func advance(to count: Int64) {
    let permille = Int(min(count, total) * 1_000 / total)
    guard console.isTerminal, permille != shown else { return }
    shown = permille
    console.note("\r" + Self.line(what, count: count, total: total))
  }

  /// Takes the bar away.
  mutating func finish() {
    guard console.isTerminal, shown >= 0 else { return }
    console.note("\r\u{1B}[K")
    shown = -1
  }

  static func line(_ what: String, count: Int64, total: Int64) -> String {
    let filled = Int(min(count, total) * 30 / max(1, total))
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 30 - filled)
    let percent = min(count, total) * 100 / max(1, total)
    return "[\(bar)] \(percent) % (\(count) of \(total) \(what))"
  }
}

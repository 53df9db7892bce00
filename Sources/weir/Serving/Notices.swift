import Gateway
import Wire

/// Writes what the operator should know, each with its time, as text or as JSON lines.
struct Notices: Sendable {
  let console: Console
  let inJSON: Bool
  let clock: any Clock

  func tell(_ text: String) {
    let time = clock.now().rfc3339
    guard inJSON else { return console.tell("\(time) \(text)") }
    let line: JSON = ["time": .string(time), "notice": .string(text)]
    console.tell(line.description)
  }
}

/// Which mock partners are to be caught cheating: what a test of the demonstration itself asks for.
struct DemoFaults {
  /// The system that forgets an event which it acknowledged.
  let forgetting: String?
  /// The system that makes up an event which nobody sent.
  let inventing: String?

  func options(of system: String) -> [String] {
    var options: [String] = []
    if system == forgetting { options.append("--forget-next") }
    if system == inventing { options.append("--invent") }
    return options
  }
}

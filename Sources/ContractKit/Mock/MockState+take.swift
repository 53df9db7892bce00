import Wire

extension MockState {
  /// Takes a verified event as the receiver's contract says; returns what is to be printed.
  mutating func take(_ event: ReceivedEvent, at time: Timestamp, _ name: String) -> [String] {
    guard !forgets(event) else {
      add(event, at: time, outcome: "forgotten")
      return ["\(name): acknowledged and forgotten, as asked"]
    }
    switch copy.take(event) {
    case .applied: return note(event, time, name, "applied")
    case .repeated: return note(event, time, name, "repeated")
    case .outdated: return note(event, time, name, "outdated")
    case .noted: return note(event, time, name, "noted")
    case .compared(let found):
      add(event, at: time, outcome: "compared")
      guard !found.isEmpty else {
        agreedCount += 1
        return ["\(name): the copy of \(copy.records.count) records equals the view"]
      }
      found.forEach { add(problem: "checkpoint \(event.version.number): \($0)") }
      return found.map { "\(name): \($0)" }
    }
  }

  private mutating func note(
    _ event: ReceivedEvent, _ time: Timestamp, _ name: String, _ outcome: String
  ) -> [String] {
    add(event, at: time, outcome: outcome)
    return ["\(name): \(outcome)"]
  }

  /// Only what tells a record's state is forgotten: a lost checkpoint would hide that.
  private mutating func forgets(_ event: ReceivedEvent) -> Bool {
    guard toForget > 0, event.record != nil else { return false }
    toForget -= 1
    return true
  }
}

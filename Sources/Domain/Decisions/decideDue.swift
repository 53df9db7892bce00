package import Wire

/// Moves a record on to where its window or its term stands at the time of the request.
///
/// Where nothing is due, or the record has gone, nothing is done: to ask twice is no fault.
func decideDue(
  of subject: Scheduled, _ request: CommandRequest, in state: some DirectoryState
) throws -> Decision {
  guard request.actor == .gateway else {
    throw Refusal(
      .forbidden,
      "the gateway opens and ends rules and agreements itself; change the window or the term instead"
    )
  }
  guard let record = try state.record(subject.record, subject.kind) else {
    return try Decision(changes: [])
  }
  let settled = record.settled(at: request.time)
  guard settled != record else { return try Decision(changes: []) }
  return try Decision(changes: [.replacing(record, with: settled)])
}

extension Record {
  /// The record with what is due at `time` done.
  package func settled(at time: Timestamp) -> Record {
    switch self {
    case .agreement(let agreement): .agreement(agreement.settled(at: time))
    case .rule(let rule): .rule(rule.settled(at: time))
    default: self
    }
  }
}

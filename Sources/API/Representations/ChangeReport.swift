import Delivery
import Domain
import Gateway
import Views
import Wire

/// What an entry did to a record in an endpoint's view, and how far its telling has come.
struct ChangeReport {
  let change: ExplainedChange
  let endpoint: Endpoint
  let record: Record
  let told: ToldRow?
  let waiting: ExceptionRow?
  let condition: EndpointCondition

  /// What became of the telling.
  private enum Outcome: String {
    /// The entry changed nothing that the endpoint sees.
    case nothingToTell = "nothing_to_tell"
    /// The endpoint has acknowledged this, or a later state of the record.
    case settled
    /// The last sending of the record failed; it is tried again.
    case waiting
    /// It is sent when its turn comes.
    case due
    /// Nothing is sent to the endpoint for now.
    case held
  }

  private var outcome: Outcome {
    if waiting != nil { return .waiting }
    guard change.difference.isTold || change.cause == .beforeEndpoint else { return .nothingToTell }
    if condition.settled >= change.position, condition.runs.count == 0 { return .settled }
    switch condition.standing {
    case .active, .waiting, .rejecting, .withdrawing, .unserved: return .due
    case .disabled, .paused, .suspended, .ended: return .held
    }
  }

  func write(_ context: ReadContext, to writer: inout JSONWriter) throws {
    let ids = context.ids
    writer.beginObject()
    writer.member("endpoint", ids.text(endpoint.id.record, .endpoint))
    writer.member("party", ids.text(endpoint.party))
    writer.member("record", ids.text(record.id, record.kind))
    writer.member("kind", record.kind.name)
    writer.key("position")
    writer.integer(Int(change.position.number))
    writer.member("time", change.time.cutToSecond.rfc3339)
    writer.member("command", change.command)
    writer.member("cause", change.cause.rawValue)
    write("difference", change.difference, to: &writer)
    write("since", change.since, to: &writer)
    writer.member("outcome", outcome.rawValue)
    writer.member("standing", condition.standing.name)
    try writeTold(context, to: &writer)
    writeWaiting(to: &writer)
    writer.endObject()
  }

  private func write(_ name: String, _ difference: ChangeDifference, to writer: inout JSONWriter) {
    writer.key(name)
    writer.beginObject()
    writer.member("what", difference.name)
    if case .changed(let names) = difference { writer.member("members", names) }
    writer.endObject()
  }

  private func writeTold(_ context: ReadContext, to writer: inout JSONWriter) throws {
    writer.key("told")
    guard let told,
      let since = try context.session.time(of: told.first, in: context.caller.enterprise)
    else { return writer.null() }
    let end = try told.withdrawnAt.flatMap {
      try context.session.time(of: $0, in: context.caller.enterprise)
    }
    writer.beginObject()
    writer.member("since", since.cutToSecond.rfc3339)
    writer.key("withdrawn_at")
    if let end { writer.string(end.cutToSecond.rfc3339) } else { writer.null() }
    writer.member(
      "classes", FieldClass.allCases.filter { told.classes.contains(.init($0)) }.map(\.name))
    writer.endObject()
  }

  private func writeWaiting(to writer: inout JSONWriter) {
    writer.key("waiting")
    guard let waiting else { return writer.null() }
    writer.beginObject()
    writer.key("attempts")
    writer.integer(waiting.attempts)
    writer.member("next_try", waiting.nextTry.cutToSecond.rfc3339)
    writer.member("reason", waiting.reason)
    writer.endObject()
  }
}

import Directory
import Domain
import Gateway
import Wire

/// Tells what the rows of a request would come to, on the state that a session holds.
struct ImportRehearsal {
  private let request: ImportRequest
  private let caller: Caller
  private let state: Rehearsal
  private let time: Timestamp
  private var planner: RowPlanner

  init(_ request: ImportRequest, _ context: ReadContext, at time: Timestamp) throws {
    self.request = request
    caller = context.caller
    state = try Rehearsal(context.session, in: context.caller.enterprise)
    self.time = time
    planner = RowPlanner(organization: request.organization)
  }

  /// Errors of the store pass through.
  mutating func reply() throws -> Reply {
    var outcomes = request.lines.map(\.fault)
    for position in ParentsFirst.order(request.lines.map(\.row)) {
      let line = request.lines[position]
      guard let row = line.row else { continue }
      do {
        outcomes[position] = try outcome(of: row, line.id)
      } catch let refusal as Refusal {
        outcomes[position] = .refused(Problem(refusal))
      }
    }
    let told = zip(request.lines, outcomes).compactMap { line, outcome in
      outcome.map { (line: line.number, outcome: $0) }
    }
    return ImportAnswer(isDryRun: true, lastLine: request.lastLine, outcomes: told).reply
  }

  private mutating func outcome(of row: ImportRow, _ id: RecordID) throws -> ImportOutcome {
    let plan = try planner.plan(row, id: id, in: state)
    var outcome = ImportOutcome(plan, of: row)
    var before: Record?
    if let command = plan.command {
      let decision = try state.run(command, by: caller.actor, at: time)
      before = decision.changes.first?.before
    }
    if row.hasSecondStep, let command = try planner.activation(row, in: state) {
      let decision = try state.run(command, by: caller.actor, at: time)
      outcome.addState(of: row)
      before = before ?? decision.changes.first?.before
    }
    guard case .changed(var change) = outcome, let before,
      let after = try state.record(before.id, before.kind)
    else { return outcome }
    let text = RowText(in: state)
    change.values = (
      try text.members(change.fields, of: before), try text.members(change.fields, of: after)
    )
    return .changed(change)
  }
}

import Domain
import Gateway
import Views
import Wire

/// Changes that wait for a person.
enum StagedOperations {
  /// Those that wait first.
  static func list(_ context: ReadContext) throws -> Reply {
    let scope = context.caller.party.scope(in: context.caller.enterprise)
    return try Listing(context).named(.stagedChange, in: scope)
  }

  static func reject(_ context: WriteContext) throws -> Proposal {
    let members = try context.optionalMembers()
    members.end()
    try context.problems.requireNone()
    return Proposal(
      .settleStaged(context.target(.stagedChange), .reject), kind: .stagedChange, status: .ok,
      target: context.subject(.stagedChange))
  }

  /// Carries the change out if it still takes away what was counted; else it waits on with what it
  /// would take away by now.
  static func allow(_ context: WriteContext) throws -> LaterAnswer {
    let members = try context.optionalMembers()
    members.end()
    try context.problems.requireNone()
    guard case .stagedChange(let staged) = try context.known(.stagedChange) else {
      throw Problem(.notFound(.stagedChange))
    }
    switch (staged.proposal, staged.state) {
    case (.removals(let kind, let records), .staged), (.removals(let kind, let records), .allowed):
      let request = try RemovalRequest(allowed: records, kind, context)
      return try Allowance(staged, context.caller).removing(request, context)
    case (.rule, .staged): return Allowance(staged, context.caller).changingRules
    case (_, let state):
      throw Problem(.wrongState, "this change was \(state.name) already; it cannot be again")
    }
  }
}

package import Domain
import Storage
import Views
package import Wire

/// A rule that its window moves on by now.
package struct DueRule: Hashable, Sendable {
  package let enterprise: EnterpriseID
  package let rule: RuleID

  package init(enterprise: EnterpriseID, rule: RuleID) {
    self.enterprise = enterprise
    self.rule = rule
  }

  /// What moves it on.
  package func submission(
    completion: @escaping @Sendable (Result<Outcome, SubmissionFailure>) -> Void
  ) -> Submission {
    Submission(
      enterprise: enterprise, command: .settleDue(rule), actor: .gateway, completion: completion)
  }
}

extension EnterpriseState {
  /// What the enterprise's clock shows: the wall clock, but always later than the last entry.
  func time(at wall: Timestamp) -> Timestamp {
    max(wall, head.time + .microseconds(1))
  }
}

extension PublishedState {
  /// The rules that are to be moved on where the wall clock shows `now`: those of one enterprise
  /// together and in the order in which they came due.
  package func due(at now: Timestamp) -> [DueRule] {
    let concerned = enterprises.values.filter { state in
      state.topology.due.earliest.map { $0 <= state.time(at: now) } ?? false
    }
    return concerned.sorted { $0.id < $1.id }.flatMap { state in
      state.topology.due.due(at: state.time(at: now)).map { rule in
        DueRule(enterprise: state.id, rule: rule)
      }
    }
  }

  /// The earliest time, due or not, at which a window moves a rule on.
  package var nextDue: Timestamp? {
    enterprises.values.compactMap(\.topology.due.earliest).min()
  }
}

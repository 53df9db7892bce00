package import Domain
import Storage
import Views
package import Wire

/// What its window or its term moves on by now.
package struct DueRecord: Hashable, Sendable {
  package let enterprise: EnterpriseID
  package let subject: Scheduled

  package init(enterprise: EnterpriseID, subject: Scheduled) {
    self.enterprise = enterprise
    self.subject = subject
  }

  /// What moves it on.
  package func submission(
    completion: @escaping @Sendable (Result<Outcome, SubmissionFailure>) -> Void
  ) -> Submission {
    Submission(
      enterprise: enterprise, command: .settleDue(subject), actor: .gateway, completion: completion)
  }
}

extension EnterpriseState {
  /// What the enterprise's clock shows: the wall clock, but always later than the last entry.
  func time(at wall: Timestamp) -> Timestamp {
    max(wall, head.time + .microseconds(1))
  }
}

extension PublishedState {
  /// What is to be moved on where the wall clock shows `now`: that of one enterprise
  /// together and in the order in which it came due.
  package func due(at now: Timestamp) -> [DueRecord] {
    let concerned = enterprises.values.filter { state in
      state.topology.due.earliest.map { $0 <= state.time(at: now) } ?? false
    }
    return concerned.sorted { $0.id < $1.id }.flatMap { state in
      state.topology.due.due(at: state.time(at: now)).map { subject in
        DueRecord(enterprise: state.id, subject: subject)
      }
    }
  }

  /// The earliest time, due or not, at which a window or a term moves something on.
  package var nextDue: Timestamp? {
    enterprises.values.compactMap(\.topology.due.earliest).min()
  }
}

/// A record that its window, or its term, moves on when the time comes.
package enum Scheduled: Hashable, Comparable, Sendable {
  case agreement(AgreementID)
  case rule(RuleID)

  package var record: RecordID {
    switch self {
    case .agreement(let id): id.record
    case .rule(let id): id.record
    }
  }

  package var kind: RecordKind {
    switch self {
    case .agreement: .agreement
    case .rule: .rule
    }
  }
}

package import Domain

/// Why a party sees a record, or does not, and how much of each field: enough to decide it again.
///
/// It names rules, selectors and levels, and never a value of the record.
package struct VisibilityExplanation: Hashable, Sendable {
  package let viewer: Party
  package let record: RecordID
  package let kind: RecordKind
  /// Whose record it is, and whose rules speak of it.
  package let organization: Party
  package let standing: Standing
  /// The rules that name both the record and the viewer, by id; those that do not count included.
  package let rules: [RuleReading]
  /// What bounds those rules, the viewer's agreement first.
  package let ceilings: [CeilingReading]
  /// Each field that records of the kind have, then each class of custom fields.
  package let fields: [FieldReading]
  package let isVisible: Bool
  /// The rules that speak of the record, to others.
  package let rulesToOthers: [RuleID]
  /// The rules of the record's organization that speak to the viewer, of other records.
  package let rulesAboutOthers: [RuleID]

  /// What is looked at before any rule.
  package enum Standing: Hashable, Sendable {
    /// The record is the viewer's own: it sees all of it.
    case own
    /// The viewer has no view: it is pending or terminated.
    case noView
    /// Rules and agreements decide.
    case ruled
    /// The endpoint is told of no records of the kind.
    case otherKind
  }
}

/// A rule that names the record and the viewer.
package struct RuleReading: Hashable, Sendable {
  package let rule: Rule
  /// By what the record is named.
  package let naming: [Selector]
  /// By what the viewer is named.
  package let speakingTo: [Selector]
  /// Why the rule does not count; nil where it does.
  package let setAside: SetAside?

  package enum SetAside: Hashable, Sendable {
    /// Its window has not begun, or is over.
    case window
    /// Its organization is pending or terminated and gives nothing.
    case giver
    /// These, of the viewer and the record's organization, have not agreed to its purpose, or to
    /// anything for now.
    case purpose([Party])
    /// Its purpose is not in the endpoint's scope, or no chain of the scope is one that it reaches the
    /// viewer through.
    case scope
  }
}

/// An agreement of the viewer, or of the record's organization.
package struct CeilingReading: Hashable, Sendable {
  package let agreement: Agreement

  /// The most that it lets through now.
  package var levels: FieldLevels { agreement.termsInForce.ceiling }
}

/// How much of one field shows, and what decided it.
package struct FieldReading: Hashable, Sendable {
  package let subject: Subject
  package let level: FieldLevel
  /// The most that any rule gives, before anything takes of it.
  package let given: FieldLevel
  /// The rules that give as much.
  package let givers: [RuleID]
  /// What leaves no more than `level` of a field of which more is given.
  package let limits: [Limit]

  /// A field, or the custom fields of a class.
  package enum Subject: Hashable, Sendable {
    case field(Field)
    case custom(FieldClass)

    package func level(in levels: FieldLevels) -> FieldLevel {
      switch self {
      case .field(let field): levels.level(of: field)
      case .custom(let fieldClass): levels.level(of: fieldClass)
      }
    }
  }

  package enum Limit: Hashable, Sendable {
    case deny(RuleID)
    case agreement(AgreementID)
  }
}

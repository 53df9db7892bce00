/// A rule that is added, replaced as a whole, or removed.
package struct RuleEdit: Hashable, Sendable {
  /// Nil where it is added.
  package let before: Rule?
  /// Nil where it is removed.
  package let after: Rule?

  /// Nil unless it is about one rule and does something to it.
  package init?(before: Rule?, after: Rule?) {
    guard before != after, (before ?? after)?.id == (after ?? before)?.id else { return nil }
    self.before = before
    self.after = after
  }

  /// What a change does if it is one of a rule; nil for every other.
  package init?(_ change: Change) {
    guard change.kind == .rule else { return nil }
    self.init(before: change.before?.rule, after: change.after?.rule)
  }
}

extension Record {
  fileprivate var rule: Rule? {
    guard case .rule(let rule) = self else { return nil }
    return rule
  }
}

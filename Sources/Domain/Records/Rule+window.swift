package import Wire

extension Rule {
  /// Whether it gives or takes anything now.
  package var isOpen: Bool { phase == .open }

  /// When its window moves it on; nil where it stays as it is.
  package var due: Timestamp? {
    switch phase {
    case .waiting: window?.from
    case .open: window?.until
    case .ended: nil
    }
  }

  /// When its window next takes something away from somebody: an allow ends, or a deny begins.
  package var narrowing: Timestamp? {
    switch (effect, phase) {
    case (.allow, .open), (.deny, .waiting): due
    default: nil
    }
  }

  /// The rule with what is due at `time` done; a phase that was reached is kept, whatever a clock
  /// that was set back says.
  package func settled(at time: Timestamp) -> Rule {
    guard let window else { return self }
    var result = self
    let reached = window.phase(at: time)
    if reached.rawValue > phase.rawValue { result.phase = reached }
    return result
  }

  /// Whether two versions say the same, however far their windows have come.
  func saysSame(as other: Rule) -> Bool {
    var moved = self
    moved.phase = other.phase
    return moved == other
  }

  /// The rule as it begins at `time`, with another window than before.
  func begun(at time: Timestamp) throws(Refusal) -> Rule {
    var result = self
    result.phase = window?.phase(at: time) ?? .open
    guard result.phase != .ended else {
      throw Refusal(
        .invalidValue, "this window is over already; give it an end that is still to come",
        field: "window/until")
    }
    return result
  }
}

extension Change {
  /// What it comes to once a rule that it makes wait has opened, for then nobody is asked; the change
  /// itself where it is of another kind, or takes effect at once.
  package var opening: Change {
    guard case .rule(var rule)? = after, rule.phase == .waiting else { return self }
    rule.phase = .open
    switch before {
    case nil: return .creating(.rule(rule))
    case .rule(let old)? where old.isOpen: return self
    case let old?: return .replacing(old, with: .rule(rule))
    }
  }
}

extension Record {
  /// A new version of `before`, or a new record where nil, with what its window or term makes of it at `time`.
  func settled(replacing before: Record?, at time: Timestamp) throws(Refusal) -> Record {
    switch self {
    case .rule(let rule):
      guard case .rule(let old)? = before, old.window == rule.window else {
        return .rule(try rule.begun(at: time))
      }
      return .rule(rule.settled(at: time))
    case .agreement(let agreement):
      guard case .agreement(let old)? = before else {
        return .agreement(try agreement.settled(replacing: nil, at: time))
      }
      return .agreement(try agreement.settled(replacing: old, at: time))
    default: return self
    }
  }
}

/// What one entry of the journal changed of a record as somebody sees it.
package enum ChangeDifference: Hashable, Sendable {
  /// Seen on neither side.
  case unseen
  /// Seen alike on both sides: nothing visible has changed.
  case none
  case appeared
  case disappeared
  /// Seen on both sides, with these members different.
  case changed([String])

  package init(from before: Row?, to after: Row?) {
    switch (before, after) {
    case (nil, nil): self = .unseen
    case (nil, _?): self = .appeared
    case (_?, nil): self = .disappeared
    case (let before?, let after?):
      let names = after.changes(since: before)
      self = names.isEmpty ? .none : .changed(names)
    }
  }

  /// Whether there is anything to tell.
  package var isTold: Bool {
    switch self {
    case .unseen, .none: false
    case .appeared, .disappeared, .changed: true
    }
  }

  package var name: String {
    switch self {
    case .unseen: "unseen"
    case .none: "none"
    case .appeared: "appeared"
    case .disappeared: "disappeared"
    case .changed: "changed"
    }
  }
}

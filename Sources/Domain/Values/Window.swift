package import Wire

/// The time for which something counts: from its start on, and up to its end but not at it.
package struct Window: Hashable, Sendable {
  /// Nil where it counts from the beginning.
  package let from: Timestamp?
  /// Nil where it counts for good.
  package let until: Timestamp?

  /// Throws where it has neither end, or does not end after it starts.
  package init(from: Timestamp?, until: Timestamp?) throws(Fault) {
    guard from != nil || until != nil else { throw .open }
    if let from, let until, until <= from { throw .endsBeforeStart }
    self.from = from
    self.until = until
  }

  /// Why a window cannot be.
  package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
    case open
    case endsBeforeStart

    package var description: String {
      switch self {
      case .open: "a window says when it starts, when it ends, or both"
      case .endsBeforeStart: "a window ends after it starts"
      }
    }
  }

  /// How far it has come, as the journal says; the raw values stand in stored rules.
  package enum Phase: UInt8, CaseIterable, Sendable {
    case waiting = 1
    case open = 2
    case ended = 3

    package var name: String {
      switch self {
      case .waiting: "waiting"
      case .open: "open"
      case .ended: "ended"
      }
    }
  }

  /// What a clock that shows `time` makes of it.
  package func phase(at time: Timestamp) -> Phase {
    if let until, time >= until { return .ended }
    if let from, time < from { return .waiting }
    return .open
  }
}

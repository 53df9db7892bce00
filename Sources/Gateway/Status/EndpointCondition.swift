import Delivery
package import Domain
package import Wire

/// How delivery to one endpoint stands.
package struct EndpointCondition: Sendable {
  package let endpoint: Endpoint
  package let standing: Standing
  /// Everything up to here is acknowledged, excepted, or concerned nobody; `start` before the first
  /// telling is through.
  package let settled: Position
  /// Records that are planned and not settled, without the waiting ones; nil where no loop says.
  package let due: Int?
  /// Records that wait for their next try.
  package let waiting: Int
  /// Open runs, and how many records they have looked at.
  package let runs: (count: Int, records: Int)

  package init(
    endpoint: Endpoint, standing: Standing, settled: Position, due: Int?, waiting: Int,
    runs: (count: Int, records: Int) = (0, 0)
  ) {
    self.endpoint = endpoint
    self.standing = standing
    self.settled = settled
    self.due = due
    self.waiting = waiting
    self.runs = runs
  }

  /// Whether events are sent, and if not, what holds them up.
  package enum Standing: Hashable, Sendable {
    case active
    /// The far side asked to wait, or could not be reached.
    case waiting(until: Timestamp, reason: String)
    /// So many records wait that no further ones are begun.
    case rejecting
    /// No delivery loop has taken it up.
    case unserved
    case disabled(reason: String)
    case paused
    /// Its partner is suspended or pending.
    case suspended(Partner.State)
    /// Its partner is terminated; what it was told is taken back.
    case withdrawing
    /// Its partner is terminated and it is told nothing more.
    case ended(reason: String)
  }

  /// How soon somebody should look at it; 0 where nobody needs to.
  package func urgency(at head: Position) -> Int {
    switch standing {
    case .unserved: 8
    case .rejecting: 7
    case .waiting: 6
    case .active, .withdrawing: waiting > 0 ? 5 : settled < head ? 3 : 0
    case .disabled: 4
    case .paused: 2
    case .suspended: 1
    case .ended: 0
    }
  }
}

extension EndpointCondition.Standing {
  /// Every name there is, the most urgent first.
  package static let names = [
    "unserved", "rejecting", "waiting", "disabled", "paused", "suspended", "withdrawing", "ended",
    "active",
  ]

  package var name: String {
    switch self {
    case .active: "active"
    case .waiting: "waiting"
    case .rejecting: "rejecting"
    case .unserved: "unserved"
    case .disabled: "disabled"
    case .paused: "paused"
    case .suspended: "suspended"
    case .withdrawing: "withdrawing"
    case .ended: "ended"
    }
  }

  /// What the endpoint's record says, then its partner, then the loop.
  init(_ endpoint: Endpoint, partner: Partner.State?, _ gauge: DeliveryGauge?) {
    if case .disabled(let reason) = endpoint.state {
      self = partner == .terminated ? .ended(reason: reason) : .disabled(reason: reason)
    } else if let partner, partner == .suspended || partner == .pending {
      self = .suspended(partner)
    } else if endpoint.state == .paused {
      self = .paused
    } else if let gauge {
      self = Self(gauge, isEnding: partner == .terminated)
    } else {
      self = .unserved
    }
  }

  private init(_ gauge: DeliveryGauge, isEnding: Bool) {
    switch gauge.hold {
    case .until(let time, let reason): self = .waiting(until: time, reason: reason)
    case .disabled(let reason): self = .disabled(reason: reason)
    // The loop has not heard yet that this is over.
    case .suspended, .paused, nil:
      if gauge.exceptions >= gauge.exceptionLimit {
        self = .rejecting
      } else {
        self = isEnding ? .withdrawing : .active
      }
    }
  }
}

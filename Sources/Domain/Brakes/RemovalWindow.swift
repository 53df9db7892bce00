package import Wire

/// What each organization of an enterprise has lost within the last window.
///
/// Kept by time slots of a 1,440th of the window; a slot counts until all of it has left the window,
/// so that the window is never shorter than it is said to be. It follows from the entries alone:
/// built from those of the last window it is the same as one that saw them come.
package struct RemovalWindow: Hashable, Sendable {
  package let length: Duration
  private let slotLength: Int64
  private var slots: [Party: [Slot]] = [:]

  private struct Slot: Hashable, Sendable {
    let number: Int64
    var count: RemovalCount
  }

  package init(length: Duration) {
    self.length = length
    slotLength = max(1, length.wholeMicroseconds / 1_440)
  }

  /// Takes the changes of one entry over; entries must come in order.
  package mutating func apply(_ changes: [Change], of command: String, at time: Timestamp) {
    let isConfirmed: Bool
    switch command {
    case _ where command.hasSuffix(Command.confirmedSuffix): isConfirmed = true
    case _ where command.hasSuffix(Command.removalSuffix): isConfirmed = false
    default: return
    }
    for (party, count) in RemovalCount.removals(in: changes) {
      add(RemovalCount(unconfirmed: isConfirmed ? 0 : count, all: count), of: party, at: time)
    }
  }

  private mutating func add(_ count: RemovalCount, of party: Party, at time: Timestamp) {
    let number = slot(of: time)
    var known = slots[party] ?? []
    let oldest = slot(of: time - length)
    known.removeAll { $0.number < oldest }
    if let last = known.last, last.number >= number {
      known[known.count - 1].count += count
    } else {
      known.append(Slot(number: number, count: count))
    }
    slots[party] = known
  }

  /// What was removed of an organization in the window that ends at `time`.
  package func count(of party: Party, at time: Timestamp) -> RemovalCount {
    let oldest = slot(of: time - length)
    var count = RemovalCount()
    for slot in slots[party] ?? [] where slot.number >= oldest { count += slot.count }
    return count
  }

  private func slot(of time: Timestamp) -> Int64 {
    let (quotient, rest) = time.microseconds.quotientAndRemainder(dividingBy: slotLength)
    return rest < 0 ? quotient - 1 : quotient
  }
}

extension RemovalCount {
  static func += (left: inout RemovalCount, right: RemovalCount) {
    left.unconfirmed += right.unconfirmed
    left.all += right.all
  }

  /// How many records of each organization go.
  ///
  /// Rules, endpoints and keys are no content: what goes with a rule is counted in views.
  static func removals(in changes: [Change]) -> [Party: Int] {
    var counts: [Party: Int] = [:]
    for change in changes where change.after == nil {
      guard let before = change.before, before.kind.isBraked else { continue }
      counts[before.owner, default: 0] += 1
    }
    return counts
  }
}

extension RecordKind {
  /// Whether removals of such records are counted.
  package var isBraked: Bool {
    switch self {
    case .chain, .group, .partner, .membership, .department, .contact: true
    case .enterprise, .rule, .endpoint, .key, .stagedChange, .agreement, .link: false
    }
  }
}

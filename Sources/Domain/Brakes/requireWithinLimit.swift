extension Decision {
  /// The same decision, if as much may be removed of each organization; told that a person confirmed
  /// it where it would be too much otherwise.
  func braked(_ request: CommandRequest, in state: some DirectoryState) throws -> Decision {
    let removals = RemovalCount.removals(in: changes)
    // All that is meant to go was looked at by a person: nothing of it uses the limit up.
    if request.confirmation == .max, !removals.isEmpty { return confirmed }
    var isConfirmed = false
    for (party, count) in removals {
      guard let brake = state.removalBrake(of: party, at: request.time),
        let excess = try brake.excess(
          of: count, recordCount: { try state.recordCount(of: party, upTo: $0) })
      else { continue }
      guard let confirmation = request.confirmation, confirmation >= excess.confirmation else {
        throw Refusal(excess)
      }
      isConfirmed = true
    }
    return isConfirmed ? confirmed : self
  }
}

/// The limit that holds for an organization, and what has gone already.
package struct RemovalBrake: Hashable, Sendable {
  let limit: RemovalLimit
  let count: RemovalCount

  package init(limit: RemovalLimit, count: RemovalCount) {
    self.limit = limit
    self.count = count
  }

  /// Nil where `further` removals stay within the limit; `recordCount` counts the organization's
  /// records up to a number.
  ///
  /// The size that the share is taken of is that before the removals of the window.
  package func excess(
    of further: Int, recordCount: (Int) throws -> Int
  ) rethrows -> RemovalExcess? {
    let wanted = count.unconfirmed + further
    var size = 0
    if let least = limit.size(allowing: wanted) {
      let needed = least - count.unconfirmed
      if needed <= 0 { return nil }
      size = try recordCount(needed)
      if size >= needed { return nil }
    }
    return RemovalExcess(
      limit: limit.allowed(ofSize: size + count.unconfirmed), window: limit.window,
      removed: count.all, confirmation: count.all + further)
  }
}

extension Refusal {
  init(_ excess: RemovalExcess) {
    let hours = excess.window.components.seconds
    let period = hours % 3600 == 0 ? "\(hours / 3600) hours" : "\(hours) seconds"
    self.init(
      .removalBrake,
      "this would be \(excess.confirmation) removals within \(period), and \(excess.limit) are"
        + " allowed without a person; look at what is being removed, and if it is meant, repeat with"
        + " `confirm=\(excess.confirmation)`, or with the number that shall be gone in all",
      excess: excess)
  }
}

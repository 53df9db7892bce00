extension Decision {
  /// The same decision, if as much may be removed of each organization; told that a person confirmed
  /// it where it would be too much otherwise.
  func braked(_ request: CommandRequest, in state: some DirectoryState) throws -> Decision {
    var isConfirmed = false
    for (party, count) in RemovalCount.removals(in: changes) {
      guard let brake = state.removalBrake(of: party, at: request.time),
        let excess = try brake.excess(of: count, of: party, in: state)
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

  /// Nil where `further` removals stay within the limit.
  ///
  /// The size that the share is taken of is that before the removals of the window.
  func excess(
    of further: Int, of party: Party, in state: some DirectoryState
  ) throws -> RemovalExcess? {
    let wanted = count.unconfirmed + further
    var size = 0
    if let least = limit.size(allowing: wanted) {
      let needed = least - count.unconfirmed
      if needed <= 0 { return nil }
      size = try state.recordCount(of: party, upTo: needed)
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

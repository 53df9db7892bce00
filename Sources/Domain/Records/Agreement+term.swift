package import Wire

extension Agreement {
  /// What bounds rules as things stand: outside of its term an agreement lets nothing through.
  package var termsInForce: Terms { phase == .open ? terms : .nothing }

  /// When its term moves it on; nil where it stays as it is.
  package var due: Timestamp? {
    switch phase {
    case .waiting: terms.term?.from
    case .open: terms.term?.until
    case .ended: nil
    }
  }

  /// When its term next takes something away.
  package var narrowing: Timestamp? { phase == .open ? due : nil }

  /// The agreement with what is due at `time` done; a phase that was reached is kept, whatever a
  /// clock that was set back says.
  package func settled(at time: Timestamp) -> Agreement {
    guard let term = terms.term else { return self }
    var result = self
    let reached = term.phase(at: time)
    if reached.rawValue > phase.rawValue { result.phase = reached }
    return result
  }

  /// The agreement as a change leaves it at `time`; throws where the term that was asked for is over.
  func settled(replacing before: Agreement?, at time: Timestamp) throws(Refusal) -> Agreement {
    guard let before else { return try begun(at: time) }
    if offer != before.offer { try requireOfferToCome(at: time) }
    guard terms.term != before.terms.term else { return settled(at: time) }
    return offer == nil ? try begun(at: time) : withPhase(at: time)
  }

  /// The agreement with its offer in force from `time` on.
  func accepted(at time: Timestamp) throws(Refusal) -> Agreement {
    guard let offer else { return self }
    guard offer.term?.phase(at: time) != .ended else {
      throw Refusal(
        .wrongState, "the term of this offer is over already; ask the enterprise for another")
    }
    var result = self
    result.terms = offer
    result.offer = nil
    return result.withPhase(at: time)
  }

  private func begun(at time: Timestamp) throws(Refusal) -> Agreement {
    let result = withPhase(at: time)
    guard result.phase != .ended else { throw Self.over }
    return result
  }

  private func withPhase(at time: Timestamp) -> Agreement {
    var result = self
    result.phase = terms.term?.phase(at: time) ?? .open
    return result
  }

  private func requireOfferToCome(at time: Timestamp) throws(Refusal) {
    if offer?.term?.phase(at: time) == .ended { throw Self.over }
  }

  private static let over = Refusal(
    .invalidValue, "this term is over already; give it an end that is still to come",
    field: "term/until")
}

extension Window {
  /// Whether `other` counts whenever this one does; nil counts always.
  static func isWithin(_ one: Window?, _ other: Window?) -> Bool {
    guard let other else { return true }
    let beginsWithin = other.from.map { start in one?.from.map { $0 >= start } ?? false } ?? true
    let endsWithin = other.until.map { end in one?.until.map { $0 <= end } ?? false } ?? true
    return beginsWithin && endsWithin
  }

  /// When both count; throws where that is never.
  static func meet(_ one: Window?, _ other: Window?) throws(Fault) -> Window? {
    guard let one, let other else { return one ?? other }
    return try Window(
      from: [one.from, other.from].compactMap { $0 }.max(),
      until: [one.until, other.until].compactMap { $0 }.min())
  }
}

/// What the enterprise and one partner accepted: the terms under which each sees records of the other,
/// and the partner those of further partners.
///
/// Without one only rules decide, so to make one can only narrow. It is never removed.
package struct Agreement: Hashable, Sendable {
  package let id: AgreementID
  package let partner: PartnerID
  /// Rises by one with each change of the terms and each offer; an offer is accepted under it.
  package var version: Int
  /// In force.
  package var terms: Terms
  /// Wider terms, which wait for the partner.
  package var offer: Terms?
  /// How far the term in force has come: moved by decisions only, so that nobody has to look at a
  /// clock to know what may be shown.
  package internal(set) var phase: Window.Phase

  package init(
    id: AgreementID, partner: PartnerID, version: Int = 1, terms: Terms, offer: Terms? = nil,
    phase: Window.Phase = .open
  ) {
    self.id = id
    self.partner = partner
    self.version = version
    self.terms = terms
    self.offer = offer
    self.phase = phase
  }

  /// What a change may set; nil leaves a part of the terms in force as it is.
  package struct Change: Hashable, Sendable {
    package var ceiling: FieldLevels?
    package var purposes: Set<Purpose>?
    /// Set to nil within, it takes the term away.
    package var term: Window??

    package init(
      ceiling: FieldLevels? = nil, purposes: Set<Purpose>? = nil, term: Window?? = nil
    ) {
      self.ceiling = ceiling
      self.purposes = purposes
      self.term = term
    }
  }

  /// What the partner says to an offer, by the version that it has read.
  package enum Settlement: Hashable, Sendable {
    case accept(version: Int)
    case decline(version: Int)

    package var name: String {
      switch self {
      case .accept: "accept"
      case .decline: "decline"
      }
    }

    var version: Int {
      switch self {
      case .accept(let version), .decline(let version): version
      }
    }
  }

  /// What narrows is in force at once; what widens is an offer, in place of any that waited.
  func applying(_ change: Change) -> Self {
    guard change != Change() else { return self }
    let wanted = Terms(
      ceiling: change.ceiling ?? terms.ceiling, purposes: change.purposes ?? terms.purposes,
      term: change.term ?? terms.term)
    var result = self
    if wanted.isWithin(terms) {
      result.offer = nil
      result.terms = wanted
      if wanted != terms { result.version += 1 }
    } else if wanted != offer {
      result.offer = wanted
      if !terms.isWithin(wanted) { result.terms = terms.meet(wanted) }
      result.version += 1
    }
    return result
  }

  /// The agreement without its offer.
  func declined() -> Self {
    var result = self
    result.offer = nil
    return result
  }
}

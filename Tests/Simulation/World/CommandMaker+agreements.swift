import Domain

extension CommandMaker {
  mutating func purpose() -> Purpose { chance.percent() < 75 ? .service : .sales }

  /// The first terms with a partner, others, or what the partner says to an offer.
  mutating func agreementCommand() -> Made? {
    let partner = chance.pick(cast.partners)
    guard let agreement = agreement(with: partner) else {
      let id = AgreementID(from: cast.world.random)
      return Made(
        command: .create(.agreement(Agreement(id: id, partner: partner, terms: terms()))))
    }
    guard agreement.offer != nil, chance.percent() < 75 else {
      return Made(command: .change(.agreement(agreement.id, .init(setting: terms()))))
    }
    // Now and then one that has been replaced.
    let version = agreement.version - (chance.percent() < 10 ? 1 : 0)
    let settlement: Agreement.Settlement =
      chance.percent() < 85 ? .accept(version: version) : .decline(version: version)
    return Made(
      command: .settleAgreement(agreement.id, settlement), actor: Cast.actor(.partner(partner)))
  }

  private func agreement(with partner: PartnerID) -> Agreement? {
    for case .agreement(let agreement) in cast.world.records.values
    where agreement.partner == partner {
      return agreement
    }
    return nil
  }

  /// Wide more often than not, for where nothing is shown nothing happens.
  private mutating func terms() -> Terms {
    let purposes: [Set<Purpose>] = [[.service], [.service, .sales], [.service, .sales], [.sales]]
    return Terms(
      ceiling: chance.percent() < 40 ? Cast.clear : levels(), purposes: chance.pick(purposes),
      term: chance.percent() < 25 ? window() : nil)
  }
}

extension Agreement.Change {
  init(setting terms: Terms) {
    self.init(ceiling: terms.ceiling, purposes: terms.purposes, term: .some(terms.term))
  }
}

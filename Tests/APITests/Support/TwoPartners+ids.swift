import Domain
import Gateway
import Testing
import Views

extension TwoPartners {
  /// The record behind an id as a party knows it.
  func record(_ text: String, _ kind: RecordKind, as party: Party) throws -> RecordID {
    try #require(ids(of: party).record(text, kind))
  }

  /// What another party would call the record that the enterprise, or `owner`, calls `text`.
  func foreignID(
    _ text: String, _ kind: RecordKind, of owner: Party = .enterprise, for party: Party
  ) throws -> String {
    try ids(of: party).text(record(text, kind, as: owner), kind)
  }

  func party(_ side: PartnerSide) throws -> Party {
    .partner(PartnerID(try record(side.id, .partner, as: .enterprise)))
  }

  func ids(of party: Party) throws -> PartyIDs {
    try world.gateway.makeSession().ids(of: party, in: world.enterprise)
  }
}

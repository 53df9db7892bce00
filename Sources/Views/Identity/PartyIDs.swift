package import Crypto
package import Domain
import Wire

/// The ids under which one party knows records: the internal ids under the party's own permutation.
///
/// Unique and stable, reversible only with the key, and without a table. A text that was not made
/// here reads as the id of a record that does not exist, like any unknown id.
///
/// Re-keyed, a party gets the ids of the next epoch for all that it is told of. What it administers
/// itself (its endpoints, keys, rules, staged changes) keeps the ids of the first: they stand in its
/// own systems' settings and say nothing to anybody else.
package struct PartyIDs: Sendable {
  package let party: Party
  package let enterprise: EnterpriseID
  package let epoch: Int
  let ids: BlockPermutation
  /// Of what the party administers itself.
  private let ownIDs: BlockPermutation
  private let keys: EnterpriseKeys
  private let positions: BlockPermutation
  /// Stands in most rows.
  private let enterpriseText: String

  /// Nil only if the derived keys had a wrong size, which `EnterpriseKeys` rules out.
  package init?(
    party: Party, enterprise: EnterpriseID, keys: EnterpriseKeys, epoch: Int = 0
  ) {
    guard
      let ids = BlockPermutation(key: keys.ids(of: party, epoch: epoch)),
      let ownIDs = epoch == 0 ? ids : BlockPermutation(key: keys.ids(of: party)),
      let positions = BlockPermutation(key: keys.positions(of: party))
    else { return nil }
    self.party = party
    self.enterprise = enterprise
    self.epoch = epoch
    self.ids = ids
    self.ownIDs = ownIDs
    self.keys = keys
    self.positions = positions
    enterpriseText = Self.text(enterprise.record, .partner, under: ids)
  }

  /// The same party's ids of another epoch; nil as above.
  package func of(epoch: Int) -> PartyIDs? {
    guard epoch != self.epoch else { return self }
    return PartyIDs(party: party, enterprise: enterprise, keys: keys, epoch: epoch)
  }

  func permutation(of kind: RecordKind) -> BlockPermutation {
    kind.keepsItsIDs ? ownIDs : ids
  }

  /// The id as the party knows it; within a run, records go in the order of this value.
  package func shown(_ record: RecordID) -> Block128 {
    ids.encrypt(record.bits)
  }

  /// `con_` and 32 hexadecimal digits, by kind.
  package func text(_ record: RecordID, _ kind: RecordKind) -> String {
    Self.text(record, kind, under: permutation(of: kind))
  }

  private static func text(
    _ record: RecordID, _ kind: RecordKind, under ids: BlockPermutation
  ) -> String {
    let block = ids.encrypt(record.bits)
    return Hex.encode(high: block.high, low: block.low, after: kind.idPrefix)
  }

  /// The id of an organization: the enterprise and its partners have ids of one form.
  package func text(_ organization: Party) -> String {
    if organization == .enterprise { return enterpriseText }
    return text(organization.scope(in: enterprise), .partner)
  }

  /// Reads an id of the given kind; nil if the text does not even have its form.
  package func record(_ text: String, _ kind: RecordKind) -> RecordID? {
    let prefix = kind.idPrefix
    guard text.utf8.count == prefix.utf8.count + 32, text.utf8.starts(with: prefix.utf8),
      let words = Hex.words(text.utf8.span.extracting(last: 32))
    else { return nil }
    let block = Block128(high: words.high, low: words.low)
    return RecordID(permutation(of: kind).decrypt(block))
  }

  /// Reads an organization's id.
  package func organization(_ text: String) -> Party? {
    guard let record = record(text, .partner) else { return nil }
    return record == enterprise.record ? .enterprise : .partner(PartnerID(record))
  }

  /// A position as the party sees it: equal for equal positions, and telling nothing of order.
  package func at(_ position: Position) -> String {
    let block = Block128(high: 0, low: UInt64(bitPattern: position.number))
    let shown = positions.encrypt(block)
    return Hex.encode(high: shown.high, low: shown.low, after: Self.atPrefix)
  }

  private static let atPrefix = "at_"

  /// The position that the party was told as `at`; nil for a text that was never one.
  package func position(at text: String) -> Position? {
    guard text.utf8.count == Self.atPrefix.utf8.count + 32,
      text.utf8.starts(with: Self.atPrefix.utf8),
      let words = Hex.words(text.utf8.span.extracting(last: 32))
    else { return nil }
    let block = positions.decrypt(Block128(high: words.high, low: words.low))
    let number = Int64(bitPattern: block.low)
    return block.high == 0 && number >= 0 ? Position(number) : nil
  }
}

extension RecordKind {
  /// Whether a re-keyed party goes on knowing such records by the same ids.
  var keepsItsIDs: Bool {
    switch self {
    case .rule, .endpoint, .key, .stagedChange, .agreement: true
    case .enterprise, .chain, .group, .partner, .membership, .department, .contact, .link: false
    }
  }

  /// What an id of this kind begins with, so that people and messages can tell ids apart.
  package var idPrefix: String {
    switch self {
    case .enterprise, .partner: "org_"
    case .chain: "chn_"
    case .group: "grp_"
    case .membership: "mem_"
    case .department: "dep_"
    case .contact: "con_"
    case .rule: "rul_"
    case .endpoint: "end_"
    case .key: "key_"
    case .stagedChange: "stg_"
    case .agreement: "agr_"
    case .link: "lnk_"
    }
  }
}

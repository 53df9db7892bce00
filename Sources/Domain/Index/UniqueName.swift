import Crypto
import Wire

/// The text by which a record is found and listed, unique within its kind and scope.
///
/// Lists of a kind within a scope run in the order of this text by code point.
package struct UniqueName: Hashable, Sendable {
  package let kind: RecordKind
  /// The organization, chain or enterprise within which the text is unique.
  package let scope: RecordID
  package let text: String

  package init(kind: RecordKind, scope: RecordID, text: String) {
    self.kind = kind
    self.scope = scope
    self.text = text
  }

  /// A partner has one membership in a chain, so that its id names it there.
  package init(membershipOf partner: PartnerID, in chain: ChainID) {
    self.init(kind: .membership, scope: chain.record, text: Hex.encode(partner.bits.bytes))
  }

  /// A partner has one agreement, so that its id names it.
  package init(agreementOf partner: PartnerID, in enterprise: EnterpriseID) {
    self.init(
      kind: .agreement, scope: enterprise.record, text: Hex.encode(partner.bits.bytes))
  }

  /// One link of a type leads from a contact, so that type and id name it.
  package init(
    link type: Link.LinkType, from contact: ContactID, of organization: Party,
    in enterprise: EnterpriseID
  ) {
    self.init(
      kind: .link, scope: organization.scope(in: enterprise),
      text: "\(type.name) \(Hex.encode(contact.bits.bytes))")
  }

  /// Told apart by bytes, as the store's index does.
  package static func == (left: Self, right: Self) -> Bool {
    left.kind == right.kind && left.scope == right.scope
      && left.text.hasSameBytes(as: right.text)
  }
}

extension Record {
  /// The name of this version, the same for one version for ever.
  package func uniqueName(in enterprise: EnterpriseID) -> UniqueName {
    func name(_ scope: RecordID, _ text: String) -> UniqueName {
      UniqueName(kind: kind, scope: scope, text: text)
    }
    return switch self {
    case .enterprise(let record): name(record.id.record, record.name.text)
    case .chain(let record): name(enterprise.record, record.code.text)
    case .group(let record): name(record.chain.record, record.code.text)
    case .partner(let record): name(enterprise.record, record.code.text)
    case .membership(let record): UniqueName(membershipOf: record.partner, in: record.chain)
    case .department(let record):
      name(record.organization.scope(in: enterprise), record.code.text)
    case .contact(let record): name(record.organization.scope(in: enterprise), record.code.text)
    case .rule(let record): name(record.organization.scope(in: enterprise), record.code.text)
    case .endpoint(let record): name(record.party.scope(in: enterprise), record.code.text)
    case .key(let record):
      name(record.party.scope(in: enterprise), Hex.encode(record.id.bits.bytes))
    case .agreement(let record): UniqueName(agreementOf: record.partner, in: enterprise)
    case .link(let record):
      UniqueName(link: record.type, from: record.from, of: record.organization, in: enterprise)
    case .stagedChange(let record):
      name(record.organization.scope(in: enterprise), record.name)
    }
  }
}

extension StagedChange {
  /// While it waits nothing else of the same wish does; lists show what waits first.
  fileprivate var name: String {
    guard state == .staged else { return "2 " + Hex.encode(id.bits.bytes) }
    return "1 " + Hex.encode(proposal.fingerprint.bytes)
  }
}

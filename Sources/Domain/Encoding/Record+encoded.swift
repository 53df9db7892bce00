extension FieldWriter {
  /// Left out for the enterprise; the partner's id otherwise.
  mutating func party(_ field: UInt64, _ value: Party) {
    if let partner = value.partner { id(field, partner.bits) }
  }
}

extension Record {
  /// The form in which a version stands in the store and under its commitment.
  package var encoded: [UInt8] {
    var writer = FieldWriter()
    switch self {
    case .enterprise(let record): record.encode(into: &writer)
    case .chain(let record): record.encode(into: &writer)
    case .group(let record): record.encode(into: &writer)
    case .partner(let record): record.encode(into: &writer)
    case .membership(let record): record.encode(into: &writer)
    case .department(let record): record.encode(into: &writer)
    case .contact(let record): record.encode(into: &writer)
    case .rule(let record): record.encode(into: &writer)
    case .endpoint(let record): record.encode(into: &writer)
    case .key(let record): record.encode(into: &writer)
    case .stagedChange(let record): record.encode(into: &writer)
    case .agreement(let record): record.encode(into: &writer)
    case .link(let record): record.encode(into: &writer)
    }
    return writer.bytes
  }

  /// Reads a version of `kind` back; the id stands beside it, not in it.
  package init(kind: RecordKind, id: RecordID, encoded: [UInt8]) throws(DamagedRecord) {
    let reader = FieldReader(encoded)
    switch kind {
    case .enterprise: self = .enterprise(try Enterprise(id: EnterpriseID(id), reader: reader))
    case .chain: self = .chain(try Chain(id: ChainID(id), reader: reader))
    case .group: self = .group(try Group(id: GroupID(id), reader: reader))
    case .partner: self = .partner(try Partner(id: PartnerID(id), reader: reader))
    case .membership: self = .membership(try Membership(id: MembershipID(id), reader: reader))
    case .department: self = .department(try Department(id: DepartmentID(id), reader: reader))
    case .contact: self = .contact(try Contact(id: ContactID(id), reader: reader))
    case .rule: self = .rule(try Rule(id: RuleID(id), reader: reader))
    case .endpoint: self = .endpoint(try Endpoint(id: EndpointID(id), reader: reader))
    case .key: self = .key(try Key(id: KeyID(id), reader: reader))
    case .stagedChange:
      self = .stagedChange(try StagedChange(id: StagedChangeID(id), reader: reader))
    case .agreement: self = .agreement(try Agreement(id: AgreementID(id), reader: reader))
    case .link: self = .link(try Link(id: LinkID(id), reader: reader))
    }
  }
}

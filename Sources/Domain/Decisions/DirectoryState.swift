package import Wire

/// The records of one enterprise as a decision reads them: all of one moment.
///
/// Implementations answer from a snapshot; errors thrown are the store's own.
package protocol DirectoryState {
  var enterprise: EnterpriseID { get }

  /// The record as it stands, or nil if none of this kind ever had the id or it has been removed.
  func record(_ id: RecordID, _ kind: RecordKind) throws -> Record?

  /// The record that holds a name now.
  func holder(of name: UniqueName) throws -> RecordID?

  /// Up to `limit` of what hangs on a record now, in any order.
  func attachments(to holder: RecordID, limit: Int) throws -> [Attachment]

  /// Up to `limit` records of one kind that hang on a record now, in any order.
  ///
  /// Worth an index of its own where much of another kind hangs on the record.
  func attachments(to holder: RecordID, of kind: RecordKind, limit: Int) throws -> [Attachment]

  /// Whether any live record has a name in this scope (an organization, a chain).
  func hasNames(in scope: RecordID) throws -> Bool

  /// What holds removals of an organization's records up at `time`; nil where nothing does.
  func removalBrake(of organization: Party, at time: Timestamp) -> RemovalBrake?

  /// How many contacts, departments, partners and chains an organization has; where it has at least
  /// `limit`, any number from there on.
  func recordCount(of organization: Party, upTo limit: Int) throws -> Int
}

extension DirectoryState {
  /// No brake, as where nothing will be written.
  package func removalBrake(of organization: Party, at time: Timestamp) -> RemovalBrake? { nil }

  package func recordCount(of organization: Party, upTo limit: Int) throws -> Int { 0 }

  /// Reads all that hangs on the record.
  package func attachments(
    to holder: RecordID, of kind: RecordKind, limit: Int
  ) throws -> [Attachment] {
    let all = try attachments(to: holder, limit: .max)
    return Array(all.lazy.filter { $0.memberKind == kind }.prefix(limit))
  }

  func chain(_ id: ChainID) throws -> Chain? {
    guard case .chain(let record) = try record(id.record, .chain) else { return nil }
    return record
  }

  func group(_ id: GroupID) throws -> Group? {
    guard case .group(let record) = try record(id.record, .group) else { return nil }
    return record
  }

  func partner(_ id: PartnerID) throws -> Partner? {
    guard case .partner(let record) = try record(id.record, .partner) else { return nil }
    return record
  }

  func membership(_ id: MembershipID) throws -> Membership? {
    guard case .membership(let record) = try record(id.record, .membership) else { return nil }
    return record
  }

  func department(_ id: DepartmentID) throws -> Department? {
    guard case .department(let record) = try record(id.record, .department) else { return nil }
    return record
  }

  func contact(_ id: ContactID) throws -> Contact? {
    guard case .contact(let record) = try record(id.record, .contact) else { return nil }
    return record
  }

  func endpoint(_ id: EndpointID) throws -> Endpoint? {
    guard case .endpoint(let record) = try record(id.record, .endpoint) else { return nil }
    return record
  }

  /// A partner's place in a chain, found by its name.
  func membership(of partner: PartnerID, in chain: ChainID) throws -> Membership? {
    let name = UniqueName(membershipOf: partner, in: chain)
    return try holder(of: name).flatMap { try membership(MembershipID($0)) }
  }

  /// The memberships that hang on `holder` as their partner or parent.
  func memberships(of holder: RecordID, limit: Int) throws -> [Membership] {
    try attachments(to: holder, of: .membership, limit: limit).compactMap { attachment in
      try membership(MembershipID(attachment.member))
    }
  }
}

/// That one record hangs on another: a contact on its departments, a department or group on its
/// parent, a membership on its chain, partner, groups and parent membership, an agreement on its
/// partner, a rule on what it names, an endpoint on the chains of its scope.
///
/// From it come "what would this removal leave dangling" and "who is in this department at p".
package struct Attachment: Hashable, Sendable {
  package let holder: RecordID
  package let member: RecordID
  package let memberKind: RecordKind

  package init(holder: RecordID, member: RecordID, memberKind: RecordKind) {
    self.holder = holder
    self.member = member
    self.memberKind = memberKind
  }
}

extension Record {
  /// What this version hangs on, without repeats.
  package var attachments: Set<Attachment> {
    Set(holders.map { Attachment(holder: $0, member: id, memberKind: kind) })
  }

  /// Whether two versions of one record hang on the same in the same order, and so have the same
  /// attachments; told without making a set of them, since few changes touch them.
  package func hangs(like other: Record) -> Bool {
    switch (self, other) {
    case (.contact(let left), .contact(let right)):
      left.placements.elementsEqual(right.placements) { $0.department == $1.department }
    default: kind == other.kind && id == other.id && holders == other.holders
    }
  }

  private var holders: [RecordID] {
    switch self {
    case .enterprise, .chain, .partner, .key, .stagedChange: []
    case .endpoint(let record): (record.scope.chains ?? []).sorted().map(\.record)
    case .group(let record): [record.chain.record] + Self.list(record.parent)
    case .membership(let record):
      [record.chain.record, record.partner.record] + record.groups.map(\.record)
        + Self.list(record.parent)
    case .department(let record): Self.list(record.parent)
    case .contact(let record): record.placements.map(\.department.record)
    case .agreement(let record): [record.partner.record]
    case .link(let record): [record.from.record, record.to.record]
    case .rule(let record): Self.holders(of: record.seen) + Self.holders(of: record.seenBy)
    }
  }

  private static func holders(of seen: Rule.Seen) -> [RecordID] {
    seen.departments.map(\.record) + seen.singleDepartments.map(\.record)
      + seen.contacts.map(\.record)
  }

  private static func holders(of seenBy: Rule.SeenBy) -> [RecordID] {
    seenBy.partners.map(\.record) + seenBy.groups.map(\.record)
      + seenBy.singleGroups.map(\.record) + seenBy.tiers.map(\.chain.record)
      + seenBy.subtrees.map(\.record)
  }

  private static func list<Subject>(_ id: Identifier<Subject>?) -> [RecordID] {
    guard let id else { return [] }
    return [id.record]
  }
}

/// Whose contacts are seen, by whom, and which fields.
///
/// A rule speaks of the records of its own organization only. There is no priority: a field's level
/// is the greatest of all matching allows, cut down to the least of all matching denies.
package struct Rule: Hashable, Sendable {
  package let id: RuleID
  package let organization: Party
  package var code: Code
  package var effect: Effect
  package var seen: Seen
  package var seenBy: SeenBy
  package var fields: FieldLevels

  /// At most this many departments, contacts, partners and groups each are named by one rule.
  package static let selectorLimit = 1_000

  package init(
    id: RuleID, organization: Party, code: Code, effect: Effect, seen: Seen, seenBy: SeenBy,
    fields: FieldLevels
  ) {
    self.id = id
    self.organization = organization
    self.code = code
    self.effect = effect
    self.seen = seen
    self.seenBy = seenBy
    self.fields = fields
  }

  /// Whether a rule gives or takes; a deny always wins.
  package enum Effect: UInt8, CaseIterable, Sendable {
    case allow = 1
    case deny = 2

    package var name: String {
      switch self {
      case .allow: "allow"
      case .deny: "deny"
      }
    }

    package init?(name: String) {
      guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
      self = match
    }
  }

  /// The departments, each with all its descendants and everybody in them, and the single contacts
  /// that a rule speaks of.
  package struct Seen: Hashable, Sendable {
    package var departments: [DepartmentID]
    package var contacts: [ContactID]

    package init(departments: [DepartmentID] = [], contacts: [ContactID] = []) {
      self.departments = departments
      self.contacts = contacts
    }
  }

  /// The parties that a rule speaks to: the enterprise, partners, and members of groups or of any
  /// group below them.
  package struct SeenBy: Hashable, Sendable {
    package var enterprise: Bool
    package var partners: [PartnerID]
    package var groups: [GroupID]

    package init(enterprise: Bool = false, partners: [PartnerID] = [], groups: [GroupID] = []) {
      self.enterprise = enterprise
      self.partners = partners
      self.groups = groups
    }
  }

  /// What a change may set; nil leaves a field as it is.
  package struct Change: Hashable, Sendable {
    package var code: Code?
    package var effect: Effect?
    package var seen: Seen?
    package var seenBy: SeenBy?
    package var fields: FieldLevels?

    package init() {}
  }

  func applying(_ change: Change) -> Self {
    var result = self
    result.code = change.code ?? code
    result.effect = change.effect ?? effect
    result.seen = change.seen ?? seen
    result.seenBy = change.seenBy ?? seenBy
    result.fields = change.fields ?? fields
    return result
  }
}

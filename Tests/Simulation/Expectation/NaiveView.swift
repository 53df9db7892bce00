import Domain
import Views
import Wire

/// What a party is to see, worked out from the words of the contract: record by record over all
/// rules, with no index, no order, and of the code under test nothing but records and ids.
struct NaiveView {
  let records: [RecordID: Record]
  let party: Party
  /// Names only: what the party calls a record.
  let ids: PartyIDs
  private let clock: Timestamp?
  /// That of an endpoint.
  let scope: Endpoint.Scope
  /// The rules that speak to the party.
  private let rules: [Rule]

  /// Rules and agreements count by the phase that they are in; with a `clock` also by what it shows, as far as that
  /// is less.
  init(
    records: [RecordID: Record], party: Party, ids: PartyIDs, scope: Endpoint.Scope = .whole,
    clock: Timestamp? = nil
  ) {
    self.scope = scope
    self.records = records
    self.party = party
    self.ids = ids
    self.clock = clock
    rules = records.values.compactMap { record in
      guard case .rule(let rule) = record, Self.counts(rule, clock) else { return nil }
      guard Self.isFor(party, rule, records) else { return nil }
      return rule.effect == .deny || Self.isIn(scope, party, rule, records) ? rule : nil
    }
  }

  /// Whether an allow counts within a scope.
  private static func isIn(
    _ scope: Endpoint.Scope, _ party: Party, _ rule: Rule, _ records: [RecordID: Record]
  ) -> Bool {
    if let purposes = scope.purposes, !purposes.contains(rule.purpose) { return false }
    guard let chains = scope.chains else { return true }
    // As if the party were a member of these chains alone.
    let rest = records.filter { _, record in
      guard case .membership(let place) = record else { return true }
      return chains.contains(place.chain)
    }
    return isFor(party, rule, rest)
  }

  private static func counts(_ rule: Rule, _ clock: Timestamp?) -> Bool {
    guard let clock, let window = rule.window else { return rule.phase == .open }
    let hasBegun = window.from.map { $0 <= clock } ?? true
    let isOver = window.until.map { $0 <= clock } ?? false
    return switch rule.effect {
    case .allow: rule.phase == .open && !isOver
    case .deny: rule.phase == .open || rule.phase == .waiting && hasBegun && !isOver
    }
  }

  /// How much of each field shows, and of custom fields by their class.
  struct Levels {
    let fields: [Field: FieldLevel]
    let classes: [FieldClass: FieldLevel]

    static let everything = Levels(
      fields: Dictionary(uniqueKeysWithValues: Field.allCases.map { ($0, .clear) }),
      classes: Dictionary(uniqueKeysWithValues: FieldClass.allCases.map { ($0, .clear) }))

    func isAbove(_ level: FieldLevel, _ field: Field) -> Bool {
      fields[field, default: .hidden] > level
    }
  }

  /// The whole view.
  func rows() -> [RecordID: ExpectedRow] {
    var result: [RecordID: ExpectedRow] = [:]
    for (id, record) in records {
      switch record {
      case .contact(let contact): result[id] = row(of: contact)
      case .department(let department): result[id] = row(of: department)
      case .link(let link): result[id] = row(of: link)
      default: break
      }
    }
    return result
  }

  // MARK: Levels

  func levels(of contact: Contact) -> Levels? {
    guard scope.kinds?.contains(.contact) ?? true else { return nil }
    let departments = contact.placements.flatMap { path(from: $0.department) }
    let levels = levels(of: contact.organization) { rule in
      rule.seen.contacts.contains(contact.id)
        || rule.seen.departments.contains { departments.contains($0) }
        || contact.placements.contains { placement in
          rule.seen.singleDepartments.contains(placement.department)
            || rule.seen.positions.contains { $0 == placement.position }
        }
    }
    guard let levels else { return nil }
    let shown = Array(levels.fields.values) + Array(levels.classes.values)
    return shown.contains { $0 > .hidden } ? levels : nil
  }

  func levels(of department: Department) -> Levels? {
    guard scope.kinds?.contains(.department) ?? true else { return nil }
    let departments = path(from: department.id)
    let levels = levels(of: department.organization) { rule in
      rule.seen.singleDepartments.contains(department.id)
        || rule.seen.departments.contains { departments.contains($0) }
    }
    guard let levels, levels.isAbove(.hidden, .name) || levels.isAbove(.hidden, .code) else {
      return nil
    }
    return levels
  }

  private func levels(of organization: Party, _ speaksOf: (Rule) -> Bool) -> Levels? {
    guard takesPart(party), takesPart(organization) else { return nil }
    if organization == party { return .everything }
    let agreed = [terms(of: party), terms(of: organization)].compactMap { $0 }
    let matching = rules.filter { rule in
      rule.organization == organization && speaksOf(rule)
        && (rule.effect == .deny || agreed.allSatisfy { $0.purposes.contains(rule.purpose) })
    }
    guard matching.contains(where: { $0.effect == .allow }) else { return nil }
    func level(_ read: (FieldLevels) -> FieldLevel) -> FieldLevel {
      let allowed = matching.filter { $0.effect == .allow }.map { read($0.fields) }.max()
      let left = matching.filter { $0.effect == .deny }.map { read($0.fields) }.min()
      let ceiling = agreed.map { read($0.ceiling) }.min()
      return min(allowed ?? .hidden, left ?? .clear, ceiling ?? .clear)
    }
    return Levels(
      fields: Dictionary(
        uniqueKeysWithValues: Field.allCases.map { field in (field, level { $0.level(of: field) }) }
      ),
      classes: Dictionary(
        uniqueKeysWithValues: FieldClass.allCases.map { name in (name, level { $0.level(of: name) })
        }
      ))
  }

  // MARK: Who is meant

  /// A partner gives and gets while it is linked; suspended, its view goes on and nobody reads it.
  private func takesPart(_ party: Party) -> Bool {
    guard let id = party.partner else { return true }
    guard case .partner(let partner)? = records[id.record] else { return false }
    return partner.state == .active || partner.state == .suspended
  }

  /// What was agreed with a partner; without it only rules decide.
  private func terms(of party: Party) -> Terms? {
    for case .agreement(let agreement) in records.values
    where .partner(agreement.partner) == party {
      let isOver = clock.map { now in agreement.terms.term?.until.map { $0 <= now } ?? false }
      let isOpen = agreement.phase == .open && !(isOver ?? false)
      return isOpen ? agreement.terms : Terms(ceiling: FieldLevels(), purposes: [])
    }
    return nil
  }

  private static func isFor(
    _ party: Party, _ rule: Rule, _ records: [RecordID: Record]
  ) -> Bool {
    let seenBy = rule.seenBy
    guard let partner = party.partner else { return seenBy.enterprise }
    if (seenBy.partners + seenBy.subtrees).contains(partner) { return true }
    if case .partner(let record)? = records[partner.record], seenBy.kinds.contains(record.kind) {
      return true
    }
    return records.values.contains { record in
      guard case .membership(let place) = record, place.partner == partner else { return false }
      let path = path(from: place.id, records)
      return place.groups.contains { group in
        seenBy.singleGroups.contains(group)
          || Self.path(from: group, records).contains { seenBy.groups.contains($0) }
      } || path.contains { seenBy.subtrees.contains($0.partner) }
        || seenBy.tiers.contains { $0.chain == place.chain && $0.depth == path.count }
    }
  }

  /// A membership and those above it.
  private static func path(
    from membership: MembershipID, _ records: [RecordID: Record]
  ) -> [Membership] {
    guard case .membership(let place)? = records[membership.record] else { return [] }
    return [place] + (place.parent.map { path(from: $0, records) } ?? [])
  }

  func path(from department: DepartmentID) -> [DepartmentID] {
    guard case .department(let record)? = records[department.record] else { return [] }
    return [department] + (record.parent.map { path(from: $0) } ?? [])
  }

  private static func path(from group: GroupID, _ records: [RecordID: Record]) -> [GroupID] {
    guard case .group(let record)? = records[group.record] else { return [] }
    return [group] + (record.parent.map { path(from: $0, records) } ?? [])
  }

  func sees(_ department: DepartmentID) -> Bool {
    guard case .department(let record)? = records[department.record] else { return false }
    return levels(of: record) != nil
  }
}

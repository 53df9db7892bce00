package import Domain

extension Topology {
  /// Why `viewer` sees `contact`, or does not; or why one of its endpoints is told of it.
  package func explanation(
    of contact: Contact, for viewer: Party, narrowedTo scope: Endpoint.Scope = .whole
  ) -> VisibilityExplanation {
    explanation(
      of: contact.id.record, .contact, contact.organization, selectors(naming: contact),
      Field.allCases.map { .field($0) } + FieldClass.allCases.map { .custom($0) }, for: viewer,
      scope)
  }

  /// Why `viewer` sees `department`, or does not; or why one of its endpoints is told of it.
  package func explanation(
    of department: Department, for viewer: Party, narrowedTo scope: Endpoint.Scope = .whole
  ) -> VisibilityExplanation {
    explanation(
      of: department.id.record, .department, department.organization,
      selectors(naming: department.id), [.field(.name), .field(.code)], for: viewer, scope)
  }

  private func explanation(
    of record: RecordID, _ kind: RecordKind, _ organization: Party, _ naming: [Selector],
    _ subjects: [FieldReading.Subject], for viewer: Party, _ scope: Endpoint.Scope
  ) -> VisibilityExplanation {
    let standing: VisibilityExplanation.Standing =
      !hasView(viewer)
      ? .noView : !scope.holds(kind) ? .otherKind : organization == viewer ? .own : .ruled
    let about = Set(naming.flatMap { rulesOf[$0] ?? [] })
    let speaking = ruleIDs(for: viewer).filter { rules[$0]?.organization == organization }
    let readings =
      standing == .ruled
      ? about.intersection(speaking).sorted().compactMap { reading(of: $0, naming, viewer, scope) }
      : []
    let ceilings = standing == .ruled ? ceilings(between: viewer, and: organization) : []
    let fields = subjects.map { subject in
      standing == .ruled
        ? Self.reading(of: subject, readings.filter { $0.setAside == nil }, ceilings)
        : .unruled(subject, isOwn: standing == .own)
    }
    return VisibilityExplanation(
      viewer: viewer, record: record, kind: kind, organization: organization, standing: standing,
      rules: readings, ceilings: ceilings, fields: fields,
      isVisible: fields.contains { $0.level > .hidden },
      rulesToOthers: about.subtracting(speaking).sorted(),
      rulesAboutOthers: speaking.subtracting(about).sorted())
  }

  private func reading(
    of id: RuleID, _ naming: [Selector], _ viewer: Party, _ scope: Endpoint.Scope
  ) -> RuleReading? {
    guard let rule = rules[id] else { return nil }
    let own = Set(rule.seenSelectors)
    let viewers = selectors(naming: viewer)
    return RuleReading(
      rule: rule, naming: naming.filter(own.contains),
      speakingTo: rule.seerSelectors.filter(viewers.contains),
      setAside: whySetAside(rule, for: viewer, scope))
  }

  private func whySetAside(
    _ rule: Rule, for viewer: Party, _ scope: Endpoint.Scope
  ) -> RuleReading.SetAside? {
    guard rule.isOpen else { return .window }
    guard givesRecords(rule.organization) else { return .giver }
    guard rule.effect == .allow else { return nil }
    let without = [viewer, rule.organization].filter {
      terms(of: $0).map { !$0.purposes.contains(rule.purpose) } ?? false
    }
    guard without.isEmpty else { return .purpose(without) }
    guard scope.purposes?.contains(rule.purpose) ?? true else { return .scope }
    let reaching = selectors(naming: viewer, through: scope.chains)
    return rule.seerSelectors.contains(where: reaching.contains) ? nil : .scope
  }

  private func ceilings(between viewer: Party, and organization: Party) -> [CeilingReading] {
    [viewer, organization].compactMap { party in
      party.partner.flatMap { agreementOf[$0] }.flatMap { agreements[$0] }
        .map { CeilingReading(agreement: $0) }
    }
  }

  private static func reading(
    of subject: FieldReading.Subject, _ readings: [RuleReading], _ ceilings: [CeilingReading]
  ) -> FieldReading {
    let rules = readings.map(\.rule)
    let allows = rules.filter { $0.effect == .allow }
    let given = allows.map { subject.level(in: $0.fields) }.max() ?? .hidden
    let limits: [(limit: FieldReading.Limit, level: FieldLevel)] =
      rules.filter { $0.effect == .deny }.map { (.deny($0.id), subject.level(in: $0.fields)) }
      + ceilings.map { (.agreement($0.agreement.id), subject.level(in: $0.levels)) }
    let level = min(given, limits.map(\.level).min() ?? .clear)
    return FieldReading(
      subject: subject, level: level, given: given,
      givers: given > .hidden
        ? allows.filter { subject.level(in: $0.fields) == given }.map(\.id) : [],
      limits: level < given ? limits.filter { $0.level == level }.map(\.limit) : [])
  }

  /// By what a rule may name a contact, the nearest first.
  private func selectors(naming contact: Contact) -> [Selector] {
    var result: [Selector] = [.contact(contact.id)]
    for placement in contact.placements {
      for selector in selectors(naming: placement.department) + position(placement, of: contact)
      where !result.contains(selector) {
        result.append(selector)
      }
    }
    return result
  }

  private func position(_ placement: Contact.Placement, of contact: Contact) -> [Selector] {
    placement.position.map { [.position(contact.organization, $0)] } ?? []
  }

  private func selectors(naming department: DepartmentID) -> [Selector] {
    [.singleDepartment(department)] + ancestors(from: department).map { .department($0) }
  }
}

extension FieldReading {
  fileprivate static func unruled(_ subject: Subject, isOwn: Bool) -> FieldReading {
    let level: FieldLevel = isOwn ? .clear : .hidden
    return FieldReading(subject: subject, level: level, given: level, givers: [], limits: [])
  }
}

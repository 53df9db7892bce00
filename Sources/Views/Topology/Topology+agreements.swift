package import Domain

extension Topology {
  /// What is in force of the terms with a party, nothing outside of their term; nil for the enterprise,
  /// and where nothing was agreed.
  package func terms(of party: Party) -> Terms? {
    guard !termsOf.isEmpty, let partner = party.partner else { return nil }
    return termsOf[partner]
  }

  /// The rules that decide what a party sees: those that speak to it, without each allow for a purpose
  /// that it or the rule's organization has not agreed to, and without each that is not in an
  /// endpoint's scope.
  func ruleIDsInForce(
    for party: Party, within scope: Endpoint.Scope = .whole
  ) -> Set<RuleID> {
    let agreed = agreedRuleIDs(for: party)
    guard !scope.holdsAllRules else { return agreed }
    let reaching = scope.chains.map { ruleIDs(for: party, through: $0) }
    return agreed.filter { id in
      guard let rule = rules[id], rule.effect == .allow else { return true }
      return scope.purposes?.contains(rule.purpose) ?? true && reaching?.contains(id) ?? true
    }
  }

  private func agreedRuleIDs(for party: Party) -> Set<RuleID> {
    let ids = ruleIDs(for: party)
    guard !termsOf.isEmpty else { return ids }
    let own = terms(of: party)
    return ids.filter { id in
      guard let rule = rules[id], rule.effect == .allow else { return true }
      return own?.purposes.contains(rule.purpose) ?? true
        && terms(of: rule.organization)?.purposes.contains(rule.purpose) ?? true
    }
  }

  /// The most that a party sees of another organization's records, whatever rules give.
  func ceiling(for viewer: Party, over organization: Party) -> LevelTable? {
    guard !ceilingOf.isEmpty else { return nil }
    var result: LevelTable?
    for case let partner? in [viewer.partner, organization.partner] {
      guard let ceiling = ceilingOf[partner] else { continue }
      result = result.map { $0.meeting(ceiling) } ?? ceiling
    }
    return result
  }

  /// Whether another structure has another ceiling there.
  func isCut(otherwise other: Topology, for viewer: Party, over organization: Party) -> Bool {
    ceiling(for: viewer, over: organization) != other.ceiling(for: viewer, over: organization)
  }

  /// What a rule gives beyond what was agreed with those that it speaks to, whenever that counts.
  ///
  /// Of a partner's own rule only its own agreement counts, for it knows no other.
  package func excess(of rule: Rule) -> AgreementExcess {
    var result = AgreementExcess()
    guard !termsOf.isEmpty, rule.effect == .allow else { return result }
    let parties = rule.organization == .enterprise ? readers(of: rule) : [rule.organization]
    for case let partner? in parties.map(\.partner) {
      guard let id = agreementOf[partner], let agreement = agreements[id] else { continue }
      result.count(rule, under: agreement.terms)
    }
    return result
  }
}

/// How many partners have agreed to less than a rule gives, by what it is beyond.
package struct AgreementExcess: Hashable, Sendable {
  package private(set) var purpose = 0
  /// Of fields that the rule names itself.
  package private(set) var fields: [Field: Int] = [:]
  package private(set) var classes: [FieldClass: Int] = [:]

  fileprivate mutating func count(_ rule: Rule, under terms: Terms) {
    if !terms.purposes.contains(rule.purpose) { purpose += 1 }
    var beyond: Set<FieldClass> = []
    for fieldClass in FieldClass.allCases
    where rule.fields.level(of: fieldClass) > terms.ceiling.level(of: fieldClass) {
      beyond.insert(fieldClass)
    }
    for field in Field.allCases
    where rule.fields.level(of: field) > terms.ceiling.level(of: field) {
      if rule.fields.fields[field] != nil {
        fields[field, default: 0] += 1
      } else {
        beyond.insert(field.fieldClass)
      }
    }
    for fieldClass in beyond { classes[fieldClass, default: 0] += 1 }
  }
}

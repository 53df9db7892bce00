import Domain
import Gateway
import Views
import Wire

extension WriteContext {
  /// What is probably not meant by a new rule.
  func warnings(about record: Record?) -> [Representation.Extra] {
    guard case .rule(let rule)? = record else { return [] }
    return RuleWarnings(rule, self).extras(idle: true, excess: true)
  }

  /// What is probably not meant by a change of a rule, as far as it says something anew.
  func warnings(about known: Record?, _ change: Rule.Change) -> [Representation.Extra] {
    guard case .rule(let rule)? = known,
      case .rule(let changed)? = RecordChange.rule(rule.id, change).applied(to: .rule(rule))
    else { return [] }
    let isMore =
      change.seenBy != nil || change.fields != nil || change.effect != nil || change.purpose != nil
    return RuleWarnings(changed, self).extras(idle: change.seenBy != nil, excess: isMore)
  }
}

/// What is accepted of a rule and does less than it says, as things stand.
private struct RuleWarnings {
  private let rule: Rule
  private let topology: Topology
  private let isBrand: Bool

  init(_ rule: Rule, _ context: WriteContext) {
    self.rule = rule
    topology = context.reader.session.topology(of: context.caller.enterprise)
    isBrand = context.caller.isBrand
  }

  func extras(idle: Bool, excess: Bool) -> [Representation.Extra] {
    let all = (idle && isBrand ? idleSelectors : []) + (excess ? beyondAgreement : [])
    return all.isEmpty ? [] : [("warnings", .array(Array(all.prefix(FieldProblems.limit))))]
  }

  /// Selectors that name nobody.
  private var idleSelectors: [JSON] {
    topology.idleSelectors(of: rule.seenBy).map { selector in
      let pointer = JSONPointer(["seen_by", selector.list.name]).appending(selector.place)
      return warning(pointer, "names no partner now; the rule will speak to those that come")
    }
  }

  /// What nobody sees of it, for agreements allow less.
  private var beyondAgreement: [JSON] {
    let excess = topology.excess(of: rule)
    var result: [JSON] = []
    if excess.purpose > 0 {
      let detail =
        "\(agreed(excess.purpose)) not cover the purpose \"\(rule.purpose.name)\": the rule gives"
        + " nothing there; \(remedy)"
      result.append(warning(JSONPointer(["purpose"]), detail))
    }
    for fieldClass in FieldClass.allCases {
      guard let count = excess.classes[fieldClass] else { continue }
      let place = JSONPointer(["fields", "classes", fieldClass.name])
      result.append(warning(place, beyond("\(fieldClass.name) fields", count)))
    }
    for field in Field.allCases {
      guard let count = excess.fields[field] else { continue }
      let place = JSONPointer(["fields", "fields", field.name])
      result.append(warning(place, beyond("`\(field.name)`", count)))
    }
    return result
  }

  private func beyond(_ what: String, _ count: Int) -> String {
    "\(agreed(count)) not allow as much of \(what): no more is shown there than that; \(remedy)"
  }

  private func agreed(_ count: Int) -> String {
    guard isBrand else { return "your agreement does" }
    return count == 1
      ? "the agreement with 1 partner does" : "the agreements with \(count) partners do"
  }

  private var remedy: String {
    isBrand
      ? "offer wider terms with PATCH /v1/agreements/{id}, or give less"
      : "ask the enterprise to offer wider terms, or give less"
  }

  private func warning(_ pointer: JSONPointer, _ detail: String) -> JSON {
    ["pointer": .string(pointer.description), "detail": .string(detail)]
  }
}

extension IdleSelector.List {
  /// The member of `seen_by`.
  fileprivate var name: String {
    switch self {
    case .groups: "groups"
    case .singleGroups: "single_groups"
    case .kinds: "kinds"
    case .tiers: "tiers"
    }
  }
}

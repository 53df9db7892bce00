import Domain
import Views
import Wire

/// An explanation in the words of the API; rules of other organizations stay theirs.
struct ExplanationRepresentation {
  private let representation: Representation
  private let topology: Topology
  private let caller: Party

  private var ids: PartyIDs { representation.ids }

  /// So many rules are named where they are counted.
  private static let sampleLimit = 10

  init(_ context: ReadContext) {
    representation = context.representation
    topology = context.topology
    caller = context.caller.party
  }

  func write(_ explanation: VisibilityExplanation, to writer: inout JSONWriter) {
    let isOwn = explanation.organization == caller
    writer.beginObject()
    writer.member("viewer", ids.text(explanation.viewer))
    writer.member("record", ids.text(explanation.record, explanation.kind))
    writer.member("kind", explanation.kind.name)
    writer.member("organization", ids.text(explanation.organization))
    writer.key("visible")
    writer.bool(explanation.isVisible)
    writer.member("standing", explanation.standing.name)
    writer.key("rules_withheld")
    writer.bool(!isOwn && explanation.standing == .ruled)
    array("rules", isOwn ? explanation.rules : [], to: &writer) { write($0, to: &$1) }
    array("agreements", explanation.ceilings, to: &writer) { write($0, to: &$1) }
    array("fields", explanation.fields, to: &writer) { write($0, isOwn, to: &$1) }
    writer.key("rules_to_others")
    write(isOwn ? explanation.rulesToOthers : [], to: &writer)
    writer.key("rules_about_others")
    write(isOwn ? explanation.rulesAboutOthers : [], to: &writer)
    writer.endObject()
  }

  private func write(_ reading: RuleReading, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("rule", ids.text(reading.rule.id.record, .rule))
    writer.member("code", reading.rule.code.text)
    writer.member("effect", reading.rule.effect.name)
    writer.member("purpose", reading.rule.purpose.name)
    writer.member("phase", reading.rule.phase.name)
    array("names_record", reading.naming, to: &writer) { write($0, to: &$1) }
    array("names_viewer", reading.speakingTo, to: &writer) { write($0, to: &$1) }
    writer.key("set_aside")
    write(reading.setAside, to: &writer)
    writer.endObject()
  }

  private func write(_ setAside: RuleReading.SetAside?, to writer: inout JSONWriter) {
    guard let setAside else { return writer.null() }
    writer.beginObject()
    switch setAside {
    case .window: writer.member("because", "window")
    case .giver: writer.member("because", "giver")
    case .scope: writer.member("because", "scope")
    case .purpose(let parties):
      writer.member("because", "purpose")
      writer.member("without", parties.map { ids.text($0) })
    }
    writer.endObject()
  }

  /// One thing by which a rule names the record or the viewer.
  private func write(_ selector: Selector, to writer: inout JSONWriter) {
    writer.beginObject()
    switch selector {
    case .department(let id): member("department", id, to: &writer)
    case .singleDepartment(let id): member("single_department", id, to: &writer)
    case .contact(let id): writer.member("contact", ids.text(id.record, .contact))
    case .position(_, let position): writer.member("position", position.text)
    case .enterprise: writer.member("enterprise", ids.text(.enterprise))
    case .partner(let id): member("partner", id, to: &writer)
    case .group(let id): member("group", id, to: &writer)
    case .singleGroup(let id): member("single_group", id, to: &writer)
    case .kind(let kind): writer.member("partner_kind", kind.name)
    case .tier(let tier):
      writer.member("chain", ids.text(tier.chain.record, .chain))
      writer.key("tier")
      writer.integer(tier.depth)
      writer.member("code", topology.chains[tier.chain]?.code.text ?? "")
    case .subtree(let id): member("subtree", id, to: &writer)
    }
    writer.endObject()
  }

  private func member(_ name: String, _ id: DepartmentID, to writer: inout JSONWriter) {
    writer.member(name, ids.text(id.record, .department))
    writer.member("code", topology.departments[id]?.code.text ?? "")
  }

  private func member(_ name: String, _ id: GroupID, to writer: inout JSONWriter) {
    writer.member(name, ids.text(id.record, .group))
    writer.member("code", topology.groups[id]?.code.text ?? "")
  }

  private func member(_ name: String, _ id: PartnerID, to writer: inout JSONWriter) {
    writer.member(name, ids.text(.partner(id)))
    writer.member("code", topology.partners[id]?.code.text ?? "")
  }

  private func write(_ reading: CeilingReading, to writer: inout JSONWriter) {
    let agreement = reading.agreement
    writer.beginObject()
    writer.member("agreement", ids.text(agreement.id.record, .agreement))
    writer.member("partner", ids.text(.partner(agreement.partner)))
    writer.member("phase", agreement.phase.name)
    writer.key("ceiling")
    representation.write(reading.levels, to: &writer)
    writer.endObject()
  }

  private func write(_ reading: FieldReading, _ isOwn: Bool, to writer: inout JSONWriter) {
    writer.beginObject()
    switch reading.subject {
    case .field(let field):
      writer.member("field", field.name)
      writer.member("class", field.fieldClass.name)
    case .custom(let fieldClass):
      writer.member("field", "custom")
      writer.member("class", fieldClass.name)
    }
    writer.member("level", reading.level.name)
    writer.member("given", isOwn ? reading.given.name : reading.level.name)
    writer.member("given_by", isOwn ? reading.givers.map { ids.text($0.record, .rule) } : [])
    array("limited_by", isOwn ? reading.limits : [], to: &writer) { limit, writer in
      writer.beginObject()
      switch limit {
      case .deny(let rule): writer.member("rule", ids.text(rule.record, .rule))
      case .agreement(let id): writer.member("agreement", ids.text(id.record, .agreement))
      }
      writer.endObject()
    }
    writer.endObject()
  }

  /// How many, and the first of them.
  private func write(_ rules: [RuleID], to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("count")
    writer.integer(rules.count)
    array("rules", rules.prefix(Self.sampleLimit), to: &writer) { id, writer in
      writer.beginObject()
      writer.member("rule", ids.text(id.record, .rule))
      writer.member("code", topology.rules[id]?.code.text ?? "")
      writer.endObject()
    }
    writer.endObject()
  }

  private func array<Element>(
    _ name: String, _ elements: some Sequence<Element>, to writer: inout JSONWriter,
    _ write: (Element, inout JSONWriter) -> Void
  ) {
    writer.key(name)
    writer.beginArray()
    for element in elements { write(element, &writer) }
    writer.endArray()
  }
}

extension VisibilityExplanation.Standing {
  fileprivate var name: String {
    switch self {
    case .own: "own"
    case .noView: "no_view"
    case .ruled: "ruled"
    case .otherKind: "other_kind"
    }
  }
}

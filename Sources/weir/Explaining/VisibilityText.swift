import Wire

/// Why a party sees a record, in lines for a person; made of the answer of the API alone.
struct VisibilityText {
  private let answer: JSON
  private let viewer: String
  private let record: String
  /// What rules are called, by id.
  private let codes: [String: String]

  init(_ answer: JSON, viewer: String, record: String) {
    self.answer = answer
    self.viewer = viewer
    self.record = record
    let rules = answer["rules"]?.array ?? []
    codes = Dictionary(
      rules.compactMap { rule in
        rule["rule"]?.string.map { ($0, TextTable.cell(rule["code"]?.string ?? $0)) }
      }, uniquingKeysWith: { first, _ in first })
  }

  var lines: [String] {
    switch answer["standing"]?.string {
    case "own": return ["\(viewer) sees all of \(record): it is its own."]
    case "no_view":
      return ["\(viewer) sees nothing at all: the partner is not linked, or not any more."]
    case "other_kind":
      return ["\(viewer) is told of no such records: its scope names other kinds."]
    default: break
    }
    let sees = answer["visible"]?.bool == true
    let heading = "\(viewer) \(sees ? "sees" : "does not see") \(record)."
    return [heading, ""] + (sees ? fields + [""] : []) + rules + agreements + others
  }

  // MARK: Fields

  private var fields: [String] {
    let rows = (answer["fields"]?.array ?? []).map { field in
      [
        name(of: field), field["level"]?.string ?? "",
        list(field["given_by"]?.array ?? [], else: ""), limits(of: field),
      ]
    }
    return TextTable(heading: ["FIELD", "LEVEL", "GIVEN BY", "LIMITED BY"], rows: rows).lines
  }

  private func name(of field: JSON) -> String {
    let name = field["field"]?.string ?? ""
    return name == "custom" ? "custom, \(field["class"]?.string ?? "")" : name
  }

  private func limits(of field: JSON) -> String {
    let limits = (field["limited_by"]?.array ?? []).map { limit in
      limit["rule"]?.string.map { codes[$0] ?? $0 } ?? "the agreement"
    }
    return limits.joined(separator: ", ")
  }

  private func list(_ ids: [JSON], else nothing: String) -> String {
    ids.isEmpty
      ? nothing : ids.compactMap(\.string).map { codes[$0] ?? $0 }.joined(separator: ", ")
  }

  // MARK: Rules

  private var rules: [String] {
    guard answer["rules_withheld"]?.bool != true else {
      return ["The rules that decide are the partner's own."]
    }
    let rules = answer["rules"]?.array ?? []
    guard !rules.isEmpty else { return ["No rule names both."] }
    return rules.flatMap(text)
  }

  private func text(of rule: JSON) -> [String] {
    let effect = rule["effect"]?.string == "deny" ? "denies" : "allows"
    let purpose = rule["effect"]?.string == "deny" ? "" : " for \(rule["purpose"]?.string ?? "")"
    let code = TextTable.cell(rule["code"]?.string ?? "")
    let about = (rule["names_record"]?.array ?? []).map(Self.text)
    let to = (rule["names_viewer"]?.array ?? []).map(Self.text)
    var lines = [
      "Rule \(code) \(effect)\(purpose): it names \(about.joined(separator: " and ")), and speaks to"
        + " \(to.joined(separator: " and "))."
    ]
    if let why = Self.why(rule) { lines.append("  It does not count: \(why)") }
    return lines
  }

  private static func why(_ rule: JSON) -> String? {
    switch rule["set_aside"]?["because"]?.string {
    case "window":
      rule["phase"]?.string == "ended" ? "its window is over." : "its window has not begun."
    case "giver": "the organization of the record is not linked."
    case "purpose":
      "\(rule["purpose"]?.string ?? "") is no purpose that an agreement allows now."
    case "scope":
      "its purpose, or every chain that it speaks through, is outside the endpoint's scope."
    default: nil
    }
  }

  private static func text(_ selector: JSON) -> String {
    let code = TextTable.cell(selector["code"]?.string ?? "")
    guard let object = selector.object else { return "" }
    let names = object.map(\.name).filter { $0 != "code" }
    switch names.first {
    case "department": return "department \(code) with those below it"
    case "single_department": return "department \(code) alone"
    case "contact": return "the contact itself"
    case "position": return "position \(TextTable.cell(selector["position"]?.string ?? ""))"
    case "enterprise": return "the enterprise"
    case "partner": return "partner \(code)"
    case "group": return "group \(code) with those below it"
    case "single_group": return "group \(code) alone"
    case "partner_kind": return "every \(selector["partner_kind"]?.string ?? "")"
    case "subtree": return "\(code) and those below it"
    default:
      let tier = selector["tier"]?.integer.map { "\($0)" } ?? ""
      return "tier \(tier) of chain \(code)"
    }
  }

  // MARK: What else there is

  private var agreements: [String] {
    (answer["agreements"]?.array ?? []).map { agreement in
      switch agreement["phase"]?.string {
      case "waiting": "The term of the agreement has not begun: nothing is shown by it."
      case "ended": "The term of the agreement is over: nothing is shown by it."
      default: "An agreement bounds what they give."
      }
    }
  }

  private var others: [String] {
    guard answer["visible"]?.bool != true, answer["rules_withheld"]?.bool != true else { return [] }
    return [
      sentence(answer["rules_to_others"], "\(record) is named to others by"),
      sentence(answer["rules_about_others"], "\(viewer) is spoken to, of other records, by"),
    ].compactMap { $0 }
  }

  private func sentence(_ rules: JSON?, _ start: String) -> String? {
    guard let count = rules?["count"]?.integer, count > 0 else { return nil }
    let named = (rules?["rules"]?.array ?? []).compactMap { $0["code"]?.string }.map(TextTable.cell)
    let more = Int(count) - named.count
    return "\(start) \(named.joined(separator: ", "))\(more > 0 ? " and \(more) more" : "")."
  }
}

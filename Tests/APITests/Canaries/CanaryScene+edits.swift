import Domain
import Testing
import Views
import Wire

/// What happens in the scene; some of it is refused.
extension CanaryScene {
  /// One change by somebody; afterwards it is known who may see what.
  mutating func edit() async throws {
    let owner = number(0...3) == 0 ? pick(partners)?.party ?? .enterprise : .enterprise
    switch number(0...21) {
    case 0, 1: try await addContact(of: owner)
    case 2...6: try await changeContact(of: owner)
    case 7: try await removeContact(of: owner)
    case 8: try await addDepartment(of: owner)
    case 9, 10: try await changeDepartment(of: owner)
    case 11...14: try await addRule(of: owner)
    case 15, 16: try await removeRule(of: owner)
    case 17: try await changeRule(of: owner)
    case 18: try await moveMembership()
    case 19, 20: try await link(of: owner)
    default: try await suspendOrResume()
    }
    try history.moveOn()
  }

  private func path(_ collection: String, _ id: String) -> String { "/v1/\(collection)/\(id)" }

  // MARK: Contacts

  private mutating func placements(of owner: Party) -> JSON {
    var chosen: Set<String> = []
    for _ in 0..<number(1...2) { if let id = pick(departments[owner]) { chosen.insert(id) } }
    let position: JSON = pick(["Manager", "Clerk"]).map { .string($0) } ?? .null
    return .array(
      chosen.sorted().map { ["department": .string($0), "position": position] })
  }

  /// A digit string that occurs nowhere else.
  private mutating func phone() -> String {
    "13" + (0..<9).map { _ in String(number(0...9)) }.joined()
  }

  /// New values of some fields, by the field that they are told under.
  private mutating func values(_ fields: [String]) -> (body: JSONObject, canaries: [String: String])
  {
    var body: JSONObject = [:]
    var canaries: [String: String] = [:]
    for field in fields {
      let text = field == "phones" ? phone() : word()
      canaries[field] = text
      switch field {
      case "phones": body[field] = [.string("+86" + text)]
      case "emails": body[field] = [.string("\(text)@brand.example")]
      case "custom":
        let kind: JSON = pick(["public", "business", "personal"]).map { .string($0) } ?? .null
        body[field] = ["badge": ["value": .string(text), "class": kind]]
      default: body[field] = .string(text)
      }
    }
    return (body, canaries)
  }

  mutating func addContact(of owner: Party) async throws {
    var (body, canaries) = values(["code", "name", "phones", "emails", "custom"])
    body["departments"] = placements(of: owner)
    let made = try await world.send(.post, "/v1/contacts", .object(body), as: key(of: owner))
    // One that is suspended makes nothing.
    guard made.status == 201 else { return }
    contacts[owner, default: []].append(made.id)
    try note(made.id, .contact, of: owner, canaries)
  }

  private mutating func changeContact(of owner: Party) async throws {
    guard let id = pick(contacts[owner]) else { return }
    var body: JSONObject = [:]
    var canaries: [String: String] = [:]
    if number(0...2) == 0 {
      body["departments"] = placements(of: owner)
    } else {
      let field = pick(["code", "name", "phones", "emails", "custom"]) ?? "name"
      (body, canaries) = values([field])
    }
    let answer = try await world.send(
      .patch, path("contacts", id), .object(body), as: key(of: owner))
    if answer.status == 200 { try note(id, nil, of: owner, canaries) }
  }

  private mutating func removeContact(of owner: Party) async throws {
    guard let all = contacts[owner], all.count > 2, let id = pick(all) else { return }
    let answer = try await world.send(.delete, path("contacts", id), as: key(of: owner))
    guard answer.status == 204 else { return }
    contacts[owner]?.removeAll { $0 == id }
    history.forget(try #require(history.ids(of: owner).record(id, .contact)))
  }

  /// Somebody comes to report to somebody, to somebody else, or to nobody.
  mutating func link(of owner: Party) async throws {
    guard let from = pick(contacts[owner]), let to = pick(contacts[owner]) else { return }
    if let id = pick(links[owner]), number(0...1) == 0 {
      guard number(0...1) == 0 else {
        _ = try await world.send(.patch, path("links", id), ["to": .string(to)], as: key(of: owner))
        return
      }
      let answer = try await world.send(.delete, path("links", id), as: key(of: owner))
      if answer.status == 204 { links[owner]?.removeAll { $0 == id } }
      return
    }
    let made = try await world.send(
      .post, "/v1/links", ["from": .string(from), "to": .string(to)], as: key(of: owner))
    guard made.status == 201 else { return }
    links[owner, default: []].append(made.id)
    history.note(
      try #require(history.ids(of: owner).record(made.id, .link)), knownTo: [owner])
  }

  /// `kind` for a record that is new.
  private func note(
    _ id: String, _ kind: RecordKind?, of owner: Party, _ canaries: [String: String]
  ) throws {
    let actual: RecordKind = id.hasPrefix("con_") ? .contact : .department
    let record = try #require(history.ids(of: owner).record(id, actual))
    if kind != nil { history.note(record) }
    for (field, text) in canaries { history.note(text, in: field, of: record) }
  }

  // MARK: Departments

  mutating func addDepartment(of owner: Party) async throws {
    let canaries = ["code": word(), "name": word()]
    var body = JSONObject()
    for (field, text) in canaries { body[field] = .string(text) }
    if number(0...1) == 0, let parent = pick(departments[owner]) {
      body["parent"] = .string(parent)
    }
    let made = try await world.send(.post, "/v1/departments", .object(body), as: key(of: owner))
    // One that is suspended makes nothing.
    guard made.status == 201 else { return }
    departments[owner, default: []].append(made.id)
    try note(made.id, .department, of: owner, canaries)
  }

  private mutating func changeDepartment(of owner: Party) async throws {
    guard let id = pick(departments[owner]) else { return }
    let name = word()
    let body: JSON =
      number(0...1) == 0
      ? ["name": .string(name)] : ["parent": pick(departments[owner]).map { .string($0) } ?? .null]
    let answer = try await world.send(.patch, path("departments", id), body, as: key(of: owner))
    if answer.status == 200, body["name"] != nil {
      try note(id, nil, of: owner, ["name": name])
    }
  }

  // MARK: Rules

  private mutating func seen(of owner: Party) -> JSON {
    let department: JSON = pick(departments[owner]).map { .string($0) } ?? .null
    switch number(0...5) {
    case 0: return ["single_departments": [department]]
    case 1: return ["positions": ["Manager"]]
    case 2:
      guard let contact = pick(contacts[owner]) else { fallthrough }
      return ["contacts": [.string(contact)]]
    default: return ["departments": [department]]
    }
  }

  private mutating func seenBy(of owner: Party) -> JSON {
    if owner != .enterprise { return ["enterprise": true] }
    let partner: JSON = pick(partners).map { .string($0.id) } ?? .null
    let group: JSON = pick(groups).map { .string($0) } ?? .null
    switch number(0...4) {
    case 0: return ["groups": [group]]
    case 1: return ["kinds": ["dealer"]]
    case 2: return ["subtrees": [partner]]
    default: return ["partners": [partner]]
    }
  }

  private mutating func fields() -> JSON {
    switch number(0...3) {
    case 0: ["classes": ["public": "clear", "business": "clear", "personal": "clear"]]
    case 1: ["classes": ["public": "masked", "business": "clear", "personal": "masked"]]
    case 2: ["classes": ["public": "clear"], "fields": ["emails": "masked", "phones": "clear"]]
    default: ["fields": ["name": "masked", "departments": "clear"]]
    }
  }

  private mutating func addRule(of owner: Party) async throws {
    let effect: JSON = number(0...4) == 0 ? "deny" : "allow"
    let body: JSON = [
      "code": word(knownTo: owner), "effect": effect, "seen": seen(of: owner),
      "seen_by": seenBy(of: owner), "fields": fields(),
    ]
    let answer = try await world.send(.post, "/v1/rules", body, as: key(of: owner))
    guard answer.status == 201 else { return }
    rules[owner, default: []].append(answer.id)
    let record = try #require(history.ids(of: owner).record(answer.id, .rule))
    history.note(record, knownTo: [owner])
  }

  private mutating func removeRule(of owner: Party) async throws {
    guard let id = pick(rules[owner]) else { return }
    let answer = try await world.send(.delete, path("rules", id), as: key(of: owner))
    if answer.status == 204 { rules[owner]?.removeAll { $0 == id } }
  }

  private mutating func changeRule(of owner: Party) async throws {
    guard let id = pick(rules[owner]) else { return }
    let change: [JSON] = [
      ["seen": seen(of: owner)], ["fields": fields()], ["effect": "deny"], ["effect": "allow"],
    ]
    _ = try await world.send(.patch, path("rules", id), pick(change), as: key(of: owner))
  }

  // MARK: Partners

  private mutating func moveMembership() async throws {
    guard let partner = pick(partners) else { return }
    let chosen = groups.shuffled(using: &generator).prefix(number(0...2))
    _ = try await world.send(
      .patch, path("memberships", partner.membership),
      ["groups": .array(chosen.map { .string($0) })], as: world.brand)
  }

  private mutating func suspendOrResume() async throws {
    guard let partner = pick(partners) else { return }
    let word = number(0...2) == 0 ? "suspend" : "resume"
    _ = try await world.send(.post, "/v1/partners/\(partner.id)/\(word)", as: world.brand)
  }
}

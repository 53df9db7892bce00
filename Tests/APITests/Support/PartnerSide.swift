import Testing
import Wire

/// A partner with records of its own, and the ids under which it and the enterprise know them.
struct PartnerSide {
  /// The partner as the enterprise knows it.
  let id: String
  let membership: String
  let key: String
  /// Its own records, by kind, under its own ids.
  let department: String
  let contact: String
  let rule: String
  let endpoint: String
  let ownKey: String

  /// Links an active partner that is a member of a chain and a group.
  static func make(
    _ code: String, in world: World, chain: String, group: String
  ) async throws -> PartnerSide {
    let partner: JSON = ["code": .string(code), "name": "Partner \(code)", "kind": "supplier"]
    let id = try await world.create("partners", partner).id
    let activated = try await world.send(.post, "/v1/partners/\(id)/activate", as: world.brand)
    #expect(activated.status == 200)
    let membership = try await world.create(
      "memberships",
      ["chain": .string(chain), "partner": .string(id), "groups": [.string(group)]])
    let created = try await world.create(
      "keys", ["name": "Admin of \(code)", "party": .string(id)])
    let key = try #require(created.json["key"]?.string)
    let department = try await world.create(
      "departments", ["code": "sales", "name": "Sales of \(code)"], as: key
    ).id
    let contact = try await world.create(
      "contacts", .contact("ann", department: department, name: "Ann of \(code)"), as: key
    ).id
    let rule = try await world.create("rules", .rule("all", seen: department), as: key).id
    let endpoint = try await world.create("endpoints", .endpoint("main", code), as: key).id
    let ownKey = try await world.create("keys", ["name": "Second of \(code)"], as: key).id
    return PartnerSide(
      id: id, membership: membership.id, key: key, department: department, contact: contact,
      rule: rule, endpoint: endpoint, ownKey: ownKey)
  }
}

extension JSON {
  static func contact(_ code: String, department: String, name: String) -> JSON {
    [
      "code": .string(code), "name": .string(name),
      "departments": [["department": .string(department), "position": "Buyer"]],
      "phones": ["+49 30 1234567"], "emails": ["ann@partner.example"], "employment": "active",
      "last_day": "2027-01-31",
      "custom": ["badge": ["value": "B-77", "class": "personal"]],
    ]
  }

  /// A partner's rule that shows a department to the enterprise, without phones.
  static func rule(_ code: String, seen department: String) -> JSON {
    [
      "code": .string(code), "effect": "allow", "seen": ["departments": [.string(department)]],
      "seen_by": ["enterprise": true],
      "fields": ["classes": ["public": "clear", "business": "masked"]],
    ]
  }

  static func endpoint(_ code: String, _ host: String) -> JSON {
    [
      "code": .string(code), "url": "https://\(host).example/hook",
      "settings": ["label": "x"],
    ]
  }
}

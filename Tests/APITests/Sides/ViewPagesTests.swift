import Crypto
import Domain
import Testing
import Wire

@Suite struct ViewPagesTests {
  /// The pages from the first to the last.
  private func pages(
    _ world: World, as key: String, limit: Int, between: () async throws -> Void = {}
  ) async throws -> [Reaction] {
    var pages: [Reaction] = []
    var cursor = ""
    while true {
      let page = try await world.send(.get, "/v1/view?limit=\(limit)\(cursor)", as: key)
      #expect(page.status == 200, "\(page.json)")
      pages.append(page)
      guard let next = page.next else { return pages }
      cursor = "&cursor=\(next)"
      try await between()
    }
  }

  private func records(_ pages: [Reaction]) -> [String: Digest] {
    var records: [String: Digest] = [:]
    for item in pages.flatMap(\.items) {
      #expect(records.updateValue(SHA256.hash(item.canonicalBytes), forKey: item.id) == nil)
    }
    return records
  }

  @Test(arguments: [1, 3, 200])
  func `the pages together are the view, each record once and as it is told`(
    limit: Int
  ) async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let other = try await world.create("departments", ["code": "lab", "name": "Lab"]).id
    var both = JSON.contact("both", department: fixture.department, name: "Both").object ?? [:]
    both["departments"] = [
      ["department": .string(other)], ["department": .string(fixture.department)],
    ]
    let named = try await world.create("contacts", .object(both)).id
    let places: JSON = [["department": .string(other), "position": "Guard"]]
    _ = try await world.create(
      "contacts", ["code": "guard", "name": "Guard", "departments": places])
    for (code, seen) in [
      ("one", ["contacts": [.string(named)]] as JSON), ("lab", ["departments": [.string(other)]]),
      ("guards", ["positions": ["Guard"]]),
    ] {
      let rule: JSON = [
        "code": .string(code), "effect": "allow", "seen": seen,
        "seen_by": ["partners": [.string(fixture.first.id)]],
        "fields": ["classes": ["public": "clear"]],
      ]
      _ = try await world.create("rules", rule)
    }
    let viewers = try [
      (fixture.first.key, fixture.party(fixture.first)),
      (fixture.second.key, fixture.party(fixture.second)), (world.brand, .enterprise),
    ]
    for (key, party) in viewers {
      let pages = try await pages(world, as: key, limit: limit)
      #expect(try records(pages) == CopyOfView(of: party, in: world).records)
      #expect(Set(pages.compactMap { $0.json["at"]?.string }).count == 1)
    }
  }

  @Test func `changes between pages do not show on them`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let before = try CopyOfView(of: fixture.party(fixture.first), in: world).records
    var round = 0
    let pages = try await pages(world, as: fixture.first.key, limit: 1) {
      round += 1
      let change: JSON = ["name": .string("Bob \(round)")]
      let path = "/v1/contacts/\(fixture.contact)"
      #expect(try await world.send(.patch, path, change, as: world.brand).status == 200)
      _ = try await world.create(
        "contacts", .contact("new\(round)", department: fixture.department, name: "New"))
    }
    #expect(records(pages) == before)
  }

  @Test(arguments: ["/v1/view?limit=1", "contacts"])
  func `who moves out of view between pages is not on those that follow, nor what leads there`(
    path: String
  ) async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let hidden = try await world.create("departments", ["code": "lab", "name": "Lab"]).id
    var people: Set<String> = [fixture.contact]
    for code in ["x", "y", "z"] {
      let contact: JSON = .contact(code, department: fixture.department, name: "P")
      people.insert(try await world.create("contacts", contact).id)
    }
    for person in people where person != fixture.contact {
      let link: JSON = ["from": .string(person), "to": .string(fixture.contact)]
      _ = try await world.create("links", link)
    }
    let view = try await world.send(.get, "/v1/view?limit=1", as: fixture.first.key)
    let brand = try #require(view.items.first?["organization"]?.string)
    let all = path == "contacts" ? "/v1/contacts?limit=1&organization=\(brand)" : path
    let first = try await world.send(.get, all, as: fixture.first.key)
    let next = try #require(first.next)
    for person in people {
      let change: JSON = ["departments": [["department": .string(hidden)]]]
      let path = "/v1/contacts/\(person)"
      #expect(try await world.send(.patch, path, change, as: world.brand).status == 200)
    }
    let rest = try await world.send(
      .get, all.replacing("limit=1", with: "limit=200") + "&cursor=\(next)",
      as: fixture.first.key)
    #expect(rest.status == 200)
    let others = rest.items.filter { $0["organization"]?.string == brand }
    #expect(others.allSatisfy { $0["kind"] == "department" })
  }

  @Test func `a rule between pages ends the listing`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let first = try await world.send(.get, "/v1/view?limit=1", as: fixture.first.key)
    let next = try #require(first.next)
    _ = try await world.create("rules", .brandRule("more", fixture))
    let second = try await world.send(.get, "/v1/view?cursor=\(next)", as: fixture.first.key)
    #expect(second.status == 410)
    // The other partner's cursors are no concern of it, and its listing is none of this one's.
    let other = try await world.send(.get, "/v1/view?cursor=\(next)", as: fixture.second.key)
    #expect(other.status == 400)
  }

  @Test func `a pending partner has no view`() async throws {
    let world = try World()
    let partner: JSON = ["code": "new", "name": "New", "kind": "supplier"]
    let id = try await world.create("partners", partner).id
    let key = try await world.create("keys", ["name": "Admin", "party": .string(id)])
    let text = try #require(key.json["key"]?.string)
    #expect(try await world.send(.get, "/v1/view", as: text).status == 409)
  }
}

extension JSON {
  fileprivate var id: String { self["id"]?.string ?? "" }
}

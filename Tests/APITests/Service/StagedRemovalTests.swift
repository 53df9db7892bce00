import Testing
import Wire

/// Many removals at once: done where they are few, put aside where they are many.
@Suite struct StagedRemovalTests {
  private let world: World
  private let ids: [JSON]

  init() async throws {
    world = try World()
    let commands: [JSON] = (0..<150).map { number in
      ["method": "POST", "path": "/v1/contacts", "body": ["code": "c\(number)", "name": "N"]]
    }
    let answer = try await world.send(
      .post, "/v1/batch", ["commands": .array(commands)], as: world.brand)
    ids = (answer.json["results"]?.array ?? []).compactMap { $0["body"]?["id"] }
  }

  private func remove(
    _ ids: some Sequence<JSON>, _ more: JSONObject = [:], as key: String? = nil
  ) async throws -> Reaction {
    var body: JSONObject = ["kind": "contacts", "records": .array(Array(ids))]
    for member in more { body[member.name] = member.value }
    return try await world.send(.post, "/v1/removals", .object(body), as: key ?? world.brand)
  }

  private func count() async throws -> Int {
    try await world.send(.get, "/v1/contacts?limit=200", as: world.brand).items.count
  }

  private func settle(_ id: String, _ word: String) async throws -> Reaction {
    try await world.send(.post, "/v1/staged-changes/\(id)/\(word)", as: world.brand)
  }

  @Test func `a few go at once, and again nothing is there`() async throws {
    let first = try await remove(ids.prefix(40))
    #expect(first.status == 200)
    #expect(first.json["removed"] == 40)
    let second = try await remove(ids.prefix(40))
    #expect(second.json["removed"] == 0)
    #expect(second.json["missing"] == 40)
    #expect(try await count() == 110)
  }

  @Test func `a dry run counts and does nothing`() async throws {
    let few = try await remove(ids.prefix(3), ["dry_run": true])
    #expect(few.json["removed"] == 3)
    #expect(few.json["needs_approval"] == false)
    let many = try await remove(ids, ["dry_run": true])
    #expect(many.json["needs_approval"] == true)
    #expect(try await count() == 150)
  }

  @Test func `more than the limit waits for a person, and is staged once`() async throws {
    let staged = try await remove(ids.prefix(120))
    #expect(staged.status == 202)
    #expect(staged.json["records"] == 120)
    #expect(staged.json["sample"]?.array?.count == 10)
    #expect(try await remove(ids.prefix(120).reversed()).id == staged.id)
    #expect(try await count() == 150)
    let allowed = try await settle(staged.id, "allow")
    #expect(allowed.status == 200)
    #expect(allowed.json["state"] == "allowed")
    #expect(try await count() == 30)
    // What a person has allowed leaves the limit as it was.
    #expect(try await remove(ids.suffix(30)).json["removed"] == 30)
    // Allowing may be repeated; rejecting what was done may not.
    #expect(try await settle(staged.id, "allow").status == 200)
    #expect(try await settle(staged.id, "reject").problem == "wrong-state")
  }

  @Test func `what was used of the window counts, and what is said to come`() async throws {
    _ = try await remove(ids.prefix(60))
    #expect(try await remove(ids[60..<101]).status == 202)
    #expect(try await remove(ids[60..<70], ["total": 41]).status == 202)
    #expect(try await remove(ids[60..<70], ["total": 40]).status == 200)
  }

  @Test func `a rejected change has never happened and may be asked for again`() async throws {
    let staged = try await remove(ids)
    #expect(try await settle(staged.id, "reject").json["state"] == "rejected")
    #expect(try await settle(staged.id, "allow").problem == "wrong-state")
    #expect(try await count() == 150)
    let again = try await remove(ids)
    #expect(again.status == 202)
    #expect(again.id != staged.id)
    let list = try await world.send(.get, "/v1/staged-changes", as: world.brand)
    #expect(list.texts("state") == ["staged", "rejected"])
  }

  @Test func `if the structure has moved it is counted anew`() async throws {
    let staged = try await remove(ids.prefix(120))
    _ = try await world.create("departments", ["code": "d", "name": "D"])
    // The number is the same: it is carried out.
    let other = try await remove(ids.prefix(121))
    #expect(try await settle(other.id, "allow").status == 200)
    let moved = try await settle(staged.id, "allow")
    #expect(moved.status == 202)
    #expect(moved.json["state"] == "staged")
    #expect(moved.json["records"] == 0)
    #expect(try await settle(staged.id, "allow").status == 200)
  }

  @Test func `departments go from the leaves up, and what is in use stays`() async throws {
    var departments: [JSON] = []
    for number in 0..<3 {
      var body: JSONObject = ["code": .string("d\(number)"), "name": "D"]
      if let parent = departments.last { body["parent"] = parent }
      departments.append(.string(try await world.create("departments", .object(body)).id))
    }
    _ = try await world.create(
      "contacts",
      ["code": "x", "name": "X", "departments": [["department": departments[1]]]])
    let answer = try await remove(departments, ["kind": "departments"])
    #expect(answer.json["removed"] == 1)
    #expect(answer.json["refused"]?["count"] == 2)
    #expect(
      answer.json["refused"]?["records"]?.array?.first?["type"]?.string?.hasSuffix("/in-use")
        == true)
  }
}

/// To another organization neither records nor staged changes are there.
@Suite struct StagedChangeSideTests {
  @Test func `each organization stages and settles its own`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    for word in ["allow", "reject"] {
      let answer = try await world.send(
        .post, "/v1/staged-changes/\(fixture.staged)/\(word)", as: fixture.first.key)
      #expect(answer.status == 404)
    }
    let list = try await world.send(.get, "/v1/staged-changes", as: fixture.first.key)
    #expect(list.items.isEmpty)
    let foreign = try await world.send(
      .post, "/v1/removals", ["kind": "contacts", "records": [.string(fixture.contact)]],
      as: fixture.first.key)
    #expect(foreign.json["missing"] == 1)
    let still = try await world.send(.get, "/v1/contacts/\(fixture.contact)", as: world.brand)
    #expect(still.status == 200)
  }
}

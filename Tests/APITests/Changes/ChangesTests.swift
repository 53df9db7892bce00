import API
import Crypto
import Domain
import Testing
import Wire

/// What a party is given that asks for its events.
@Suite struct ChangesTests {
  private let world: World
  private let department: String

  init() async throws {
    world = try World(delivers: RecordingAdapter())
    department = try await world.create("departments", ["code": "sales", "name": "Sales"]).id
  }

  private func contact(_ code: String, name: String = "Ann") async throws -> String {
    try await world.create("contacts", .contact(code, department: department, name: name)).id
  }

  private func rename(_ contact: String, to name: String) async throws {
    let path = "/v1/contacts/\(contact)"
    #expect(
      try await world.send(.patch, path, ["name": .string(name)], as: world.brand).status == 200)
  }

  private func expectEqual(_ partner: PullingPartner) throws {
    #expect(try partner.digests == CopyOfView(of: .enterprise, in: world).records)
  }

  @Test(arguments: [1, 3, 500])
  func `a new copy is told the whole view, and then what changes`(limit: Int) async throws {
    for number in 0..<7 { _ = try await contact("c\(number)") }
    var partner = try await PullingPartner(world, as: world.brand)
    try await partner.drain(limit: limit)
    try expectEqual(partner)
    let first = try await contact("more")
    try await rename(first, to: "Anna")
    try await partner.drain(limit: limit)
    try expectEqual(partner)
    #expect(try await world.send(.delete, "/v1/contacts/\(first)", as: world.brand).status == 204)
    try await partner.drain(limit: limit)
    try expectEqual(partner)
    #expect(partner.events.last { $0.event["type"] == "contact.unshared" } != nil)
  }

  @Test func `a request waits and is woken by the commit`() async throws {
    var partner = try await PullingPartner(world, as: world.brand)
    try await partner.drain()
    let waiting = try (0..<20).map { _ in
      try world.begin(.get, partner.path(wait: 30), as: world.brand)
    }
    let contact = try await contact("new")
    for late in waiting {
      let answer = try #require(await late.reaction())
      #expect(answer.given.map { $0.event["data"]?["id"]?.string } == [contact])
    }
  }

  @Test func `what was not acknowledged is given again, the same under the same id`() async throws {
    for number in 0..<5 { _ = try await contact("c\(number)") }
    let partner = try await PullingPartner(world, as: world.brand)
    let first = try await partner.ask(limit: 3)
    #expect(first.given.count == 3)
    let again = try await partner.ask(limit: 3)
    #expect(again.given.map(\.id) == first.given.map(\.id))
    #expect(again.given.map(\.event) == first.given.map(\.event))
    // With less room the rest comes later, and the mark of the small answer stands for it alone.
    let small = try await partner.ask(limit: 1)
    #expect(small.given.map(\.event) == [first.given[0].event])
    let rest = try await partner.ask(after: small.next)
    #expect(rest.given.count == 5)
    for item in first.given.dropFirst() {
      #expect(rest.given.contains { $0.id == item.id && $0.event == item.event })
    }
  }

  @Test func `what changed before it was acknowledged is another event that replaces it`()
    async throws
  {
    let contact = try await contact("c")
    var partner = try await PullingPartner(world, as: world.brand)
    let first = try await partner.ask()
    let old = try #require(first.given.first { $0.event["data"]?["id"]?.string == contact })
    try await rename(contact, to: "Anna")
    let second = try await partner.ask()
    let new = try #require(second.given.first { $0.event["data"]?["id"]?.string == contact })
    #expect(new.id != old.id)
    #expect(new.event["replaces"] == [try #require(old.event["n"])])
    #expect(new.event["data"]?["name"] == "Anna")
    try partner.take(second)
    try await partner.drain()
    try expectEqual(partner)
  }

  @Test func `what a party may not see any more is not given again, but withdrawn`() async throws {
    let contact = try await contact("c", name: "Zhang Wei")
    let record: JSON = ["code": "p", "name": "P", "kind": "dealer"]
    let id = try await world.create("partners", record).id
    _ = try await world.send(.post, "/v1/partners/\(id)/activate", as: world.brand)
    let key = try await world.create("keys", ["name": "Admin", "party": .string(id)])
    let rule: JSON = [
      "code": "r", "effect": "allow", "seen": ["contacts": [.string(contact)]],
      "seen_by": ["partners": [.string(id)]], "fields": ["classes": ["public": "clear"]],
    ]
    let shown = try await world.create("rules", rule).id
    let partner = try await PullingPartner(world, as: try #require(key.json["key"]?.string))
    let first = try await partner.ask()
    #expect(first.given.contains { $0.event["data"]?["name"] == "Zhang Wei" })
    #expect(try await world.send(.delete, "/v1/rules/\(shown)", as: world.brand).status == 204)
    let again = try await partner.ask()
    #expect(!String(decoding: again.response.body, as: UTF8.self).contains("Zhang Wei"))
    let last = try #require(again.given.last { $0.event["data"]?["kind"] == "contact" })
    #expect(last.event["type"] == "contact.unshared")
    #expect(last.event["replaces"] != nil)
  }

  @Test func `who took the older one in time is told the change all the same`() async throws {
    let contact = try await contact("c")
    var partner = try await PullingPartner(world, as: world.brand)
    try partner.take(try await partner.ask())
    try await rename(contact, to: "Anna")
    try await partner.drain()
    try expectEqual(partner)
  }

  @Test func `a copy that lies behind what was acknowledged begins anew`() async throws {
    let contact = try await contact("c")
    var partner = try await PullingPartner(world, as: world.brand)
    try partner.take(try await partner.ask())
    let old = try #require(partner.after)
    try await partner.drain()
    try await rename(contact, to: "Anna")
    try await partner.drain()
    let refused = try await partner.ask(after: old)
    #expect(refused.problem == "position-not-retained")
    let path = try #require(refused.json["snapshot"]?.string)
    #expect(refused.response.fields.first(.link)?.hasPrefix("<\(path)>") == true)
    let withoutPlace = "/v1/changes?wait=0"
    #expect(try await world.send(.get, withoutPlace, as: world.brand).status == 410)
    #expect(try await world.send(.post, path, as: world.brand).status == 202)
    var fresh = partner.emptied
    try await fresh.drain()
    try expectEqual(fresh)
  }

  @Test func `forged marks and those of others are answered like unknown ones`() async throws {
    var partner = try await PullingPartner(world, as: world.brand)
    var other = try await PullingPartner(world, as: world.brand, code: "second")
    try await partner.drain()
    try await other.drain()
    let foreign = try #require(other.after)
    let own = try #require(partner.after)
    let forged = String(own.dropLast(2)) + (own.hasSuffix("AA") ? "BB" : "AA")
    let answers = [
      try await partner.ask(after: foreign), try await partner.ask(after: forged),
      try await partner.ask(after: "AAAA"), try await partner.ask(after: "x%20y"),
    ]
    for answer in answers {
      #expect(answer.problem == "invalid-cursor")
      #expect(answer.response.body == answers[0].response.body)
    }
    // Nothing in them is equal from one to the next.
    let next = try await partner.ask().next
    #expect(next != own && next?.prefix(8) != own.prefix(8))
  }

  @Test func `who is not let in any more gets nothing for having waited`() async throws {
    var partner = try await PullingPartner(world, as: world.brand)
    try await partner.drain()
    let created = try await world.create("keys", ["name": "Second"])
    let text = try #require(created.json["key"]?.string)
    let late = try world.begin(.get, partner.path(wait: 30), as: text)
    #expect(try await world.send(.delete, "/v1/keys/\(created.id)", as: world.brand).status == 204)
    _ = try await contact("new")
    #expect(await late.reaction()?.status == 401)
    let own = try await partner.ask()
    #expect(own.given.count == 1)
  }

  @Test func `an endpoint that is paused or removed answers who waits`() async throws {
    var partner = try await PullingPartner(world, as: world.brand)
    try await partner.drain()
    let path = "/v1/endpoints/\(partner.endpoint)"
    let paused = try world.begin(.get, partner.path(wait: 30), as: world.brand)
    #expect(
      try await world.send(.patch, path, ["state": "paused"], as: world.brand).status == 200)
    #expect(await paused.reaction()?.problem == "wrong-state")
    #expect(try await partner.ask().problem == "wrong-state")
    _ = try await contact("meanwhile")
    #expect(
      try await world.send(.patch, path, ["state": "active"], as: world.brand).status == 200)
    try await partner.drain()
    try expectEqual(partner)
    let removed = try world.begin(.get, partner.path(wait: 30), as: world.brand)
    #expect(try await world.send(.delete, path, as: world.brand).status == 204)
    // 422 where the request is read after the removal, and names what is not there.
    let status = try #require(await removed.reaction()?.status)
    #expect([404, 422].contains(status), "\(status)")
  }

  @Test func `a draining gateway lets nobody wait`() async throws {
    var partner = try await PullingPartner(world, as: world.brand)
    try await partner.drain()
    let waiting = try world.begin(.get, partner.path(wait: 30), as: world.brand)
    world.api.beginDraining()
    #expect(await waiting.reaction()?.given.isEmpty == true)
    let late = try world.begin(.get, partner.path(wait: 30), as: world.brand)
    #expect(await late.reaction()?.status == 200)
  }
}

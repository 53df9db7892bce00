import Domain
import Testing
import Wire

/// How ids of one party become those of another, and what is not said about them.
@Suite struct TranslationTests {
  @Test func `ids go to a partner's and back, in the order asked`() async throws {
    let fixture = try await TwoPartners()
    let brand = fixture.world.brand
    let own = [fixture.contact, "x", fixture.department, fixture.chain, fixture.contact]
    let theirs = try await fixture.translate(own, to: fixture.first.id, as: brand)
    let first = try fixture.party(fixture.first)
    #expect(
      theirs == [
        try fixture.foreignID(fixture.contact, .contact, for: first), nil,
        try fixture.foreignID(fixture.department, .department, for: first),
        try fixture.foreignID(fixture.chain, .chain, for: first),
        try fixture.foreignID(fixture.contact, .contact, for: first),
      ])
    let back = try await fixture.translate(
      theirs.map { $0 ?? "y" }, from: fixture.first.id, as: brand)
    #expect(back == [own[0], nil, own[2], own[3], own[4]])
  }

  @Test func `organizations translate under one form of id`() async throws {
    let fixture = try await TwoPartners()
    let brand = fixture.world.brand
    let enterprise = try await fixture.world.send(.get, "/v1/enterprise", as: brand)
    let known = try await fixture.world.send(.get, "/v1/enterprise", as: fixture.first.key)
    let ids = [enterprise.id, fixture.first.id, fixture.second.id]
    let answer = try await fixture.translate(ids, to: fixture.first.id, as: brand)
    #expect(answer[0] == known.id)
    #expect(answer[1] != nil)
    // A partner does not know of another.
    #expect(answer[2] == nil)
  }

  @Test func `what one side does not see, forged, foreign and removed ids are answered alike`()
    async throws
  {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let hidden = try await world.create(
      "contacts", ["code": "hidden", "name": "Hidden"]
    ).id
    let gone = try await world.create(
      "contacts", .contact("gone", department: fixture.department, name: "Gone")
    ).id
    #expect(try await world.send(.delete, "/v1/contacts/\(gone)", as: world.brand).status == 204)
    let second = try fixture.party(fixture.second)
    let foreign = try fixture.foreignID(fixture.contact, .contact, for: second)
    let unknown = [
      hidden, gone, foreign, "con_\(String(repeating: "7", count: 32))", "", "con_1",
      "dep_" + fixture.contact.dropFirst(4), fixture.first.contact, fixture.rule,
    ]
    var answers: Set<JSON> = []
    for id in unknown {
      let answer = try await world.send(
        .post, "/v1/ids/translate", .translation([id], to: fixture.first.id), as: world.brand)
      #expect(answer.status == 200)
      answers.insert(answer.json)
    }
    #expect(answers == [["results": [["outcome": "unknown"]]]])
  }

  @Test func `an id stops to translate when its record leaves the partner's view`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let before = try await fixture.translate(
      [fixture.contact], to: fixture.first.id, as: world.brand)
    #expect(before[0] != nil)
    #expect(
      try await world.send(.delete, "/v1/rules/\(fixture.rule)", as: world.brand).status == 204)
    let after = try await fixture.translate(
      [fixture.contact], to: fixture.first.id, as: world.brand)
    #expect(after == [nil])
    let back = try await fixture.translate(
      before.map { $0 ?? "" }, from: fixture.first.id, as: world.brand)
    #expect(back == [nil])
  }

  @Test func `a partner's key translates its own ids only`() async throws {
    let fixture = try await TwoPartners()
    let first = try fixture.party(fixture.first)
    let shown = try fixture.foreignID(fixture.contact, .contact, for: first)
    let own = try await fixture.translate(
      [fixture.first.contact, shown, fixture.contact], as: fixture.first.key)
    #expect(own == [fixture.first.contact, shown, nil])
    let enterprise = try await fixture.world.send(.get, "/v1/enterprise", as: fixture.first.key)
    let others = try [
      enterprise.id, fixture.foreignID(fixture.second.id, .partner, for: first), "org_1",
    ]
    var answers: Set<JSON> = []
    for party in others {
      for (from, to) in [(party, nil), (nil, party)] as [(String?, String?)] {
        let answer = try await fixture.world.send(
          .post, "/v1/ids/translate", .translation([shown], from: from, to: to),
          as: fixture.first.key)
        #expect(answer.status == 422)
        #expect(answer.pointers == [from == nil ? "/to/party" : "/from/party"])
        answers.insert(answer.json.without(["errors"]))
      }
    }
    #expect(answers.count == 1)
  }

  @Test func `no id of another party is ever in an answer to a partner`() async throws {
    let fixture = try await TwoPartners()
    let first = try fixture.party(fixture.first)
    let second = try fixture.party(fixture.second)
    let records: [(String, RecordKind)] = [
      (fixture.contact, .contact), (fixture.department, .department), (fixture.chain, .chain),
      (fixture.group, .group), (fixture.first.id, .partner), (fixture.second.id, .partner),
      (fixture.rule, .rule), (fixture.endpoint, .endpoint), (fixture.ownKey, .key),
    ]
    let foreign = try records.flatMap { id, kind in
      [id, try fixture.foreignID(id, kind, for: second)]
    }
    let own = try records.map { try fixture.foreignID($0.0, $0.1, for: first) }
    let answer = try await fixture.world.send(
      .post, "/v1/ids/translate", .translation(foreign + own), as: fixture.first.key)
    let text = answer.json.description
    for id in foreign { #expect(!text.contains(id.dropFirst(4)), "\(id)") }
    let translated = (answer.json["results"]?.array ?? []).compactMap { $0["id"]?.string }
    #expect(!translated.isEmpty && Set(translated).isSubset(of: own))
  }

  @Test func `a request has at most ten thousand ids`() async throws {
    let fixture = try await TwoPartners()
    let ids = [String](repeating: fixture.contact, count: 10_000)
    let full = try await fixture.translate(ids, to: fixture.first.id, as: fixture.world.brand)
    #expect(full.count == 10_000)
    #expect(Set(full).count == 1 && full[0] != nil)
    let more = try await fixture.world.send(
      .post, "/v1/ids/translate", .translation(ids + ["x"], to: fixture.first.id),
      as: fixture.world.brand)
    #expect(more.status == 422)
    #expect(more.pointers == ["/ids"])
    #expect(
      try await fixture.translate([], to: fixture.first.id, as: fixture.world.brand) == [])
  }

  @Test func `a pending partner's ids are those of its own side`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let partner: JSON = ["code": "new", "name": "New", "kind": "dealer"]
    let id = try await world.create("partners", partner).id
    let answer = try await fixture.translate([fixture.contact, id], to: id, as: world.brand)
    #expect(answer[0] == nil)
    #expect(answer[1]?.hasPrefix("org_") == true)
  }
}

import Domain
import Gateway
import Storage
import Testing
import Wire

/// Many rows in one request, each with its own outcome.
@Suite struct ImportTests {
  @Test func `rows are created, left alone and changed, and a repeat writes nothing`()
    async throws
  {
    let fixture = try await TwoPartners()
    let rows = [
      #"{"code":"zhang","name":"张伟","departments":[{"department":"buying","position":"经理"}]}"#,
      "", #"{"code":"li","name":"李娜 𠮷","phones":["+86 10 1234"],"last_day":"2027-01-31"}"#,
    ]
    let first = try await post(rows, "contacts", in: fixture)
    #expect(first.status == 200)
    #expect(first.json["created"] == ["count": 2, "lines": [[1, 1], [3, 3]]])
    #expect(first.json["applied_through"] == 3)
    let head = try position(fixture)
    let second = try await post(rows, "contacts", in: fixture)
    #expect(second.json["unchanged"]?["count"] == 2)
    #expect(try position(fixture) == head)
    let third = try await post(
      [#"{"code":"li","phones":null,"employment":"leave"}"#], "contacts", in: fixture)
    #expect(third.json["changed"]?["rows"]?.array?.first?["fields"] == ["phones", "employment"])
    #expect(try position(fixture) == head + 1)
    let list = try await fixture.world.send(.get, "/v1/contacts", as: fixture.world.brand)
    let li = try #require(list.items.first { $0["code"] == "li" })
    #expect(li["phones"] == [])
    #expect(li["last_day"] == "2027-01-31")
  }

  @Test func `a bad row is refused with its line and place, and holds up no other`() async throws {
    let fixture = try await TwoPartners()
    let answer = try await post(
      [
        #"{"code":"a","name":"A"}"#, #"{"code":"b","phones":["x"],"colour":1}"#, "{", "[]",
        #"{"name":"nobody"}"#, #"{"code":"c"}"#,
        #"{"code":"d","name":"D","departments":[{"department":"nowhere"}]}"#,
        #"{"code":"a","name":"Again"}"#, #"{"code":"e","name":"E"}"#,
      ], "contacts", in: fixture, more: "&first_line=11")
    #expect(answer.json["created"] == ["count": 2, "lines": [[11, 11], [19, 19]]])
    #expect(answer.json["applied_through"] == 19)
    let refused = answer.json["refused"]?["rows"]?.array ?? []
    #expect(refused.map { $0["line"] } == [12, 13, 14, 15, 16, 17, 18])
    let pointers = refused.map { row in
      (row["errors"]?.array ?? []).compactMap { $0["pointer"]?.string }
    }
    #expect(
      pointers == [
        ["/phones/0", "/colour"], [], [""], ["/code"], ["/name"], ["/departments/0/department"],
        ["/code"],
      ])
    #expect(refused[1]["detail"]?.string?.hasPrefix("character 2:") == true)
  }

  @Test func `children may stand before their parents`() async throws {
    let fixture = try await TwoPartners()
    let rows = [
      #"{"code":"c","name":"C","parent":"b"}"#, #"{"code":"b","name":"B","parent":"a"}"#,
      #"{"code":"x","name":"X","parent":"nowhere"}"#, #"{"code":"y","name":"Y","parent":"y"}"#,
      #"{"code":"a","name":"A","parent":"buying"}"#,
    ]
    let rehearsed = try await post(rows, "departments", in: fixture, more: "&dry_run=true")
    let answer = try await post(rows, "departments", in: fixture)
    #expect(answer.json["created"] == ["count": 3, "lines": [[1, 2], [5, 5]]])
    #expect(answer.json["created"] == rehearsed.json["created"])
    #expect(answer.json["refused"] == rehearsed.json["refused"])
    for row in answer.json["refused"]?["rows"]?.array ?? [] {
      #expect(row["errors"]?.array?.first?["pointer"] == "/parent")
      #expect(row["type"]?.string?.hasSuffix("/invalid-reference") == true)
    }
  }

  @Test func `a dry run tells each field before and afterwards and writes nothing`() async throws {
    let fixture = try await TwoPartners()
    let head = try position(fixture)
    let answer = try await post(
      [
        #"{"code":"bob","name":"Robert","departments":[],"custom":null}"#,
        #"{"code":"new","name":"New"}"#,
      ], "contacts", in: fixture, more: "&dry_run=true")
    #expect(answer.json["dry_run"] == true)
    #expect(answer.json["created"]?["count"] == 1)
    let change = try #require(answer.json["changed"]?["rows"]?.array?.first)
    #expect(change["fields"] == ["name", "departments", "custom"])
    #expect(
      change["before"] == [
        "name": "Bob of Acme", "departments": [["department": "buying", "position": "Buyer"]],
        "custom": ["badge": ["value": "B-77", "class": "personal"]],
      ])
    #expect(change["after"] == ["name": "Robert", "departments": [], "custom": [:]])
    #expect(try position(fixture) == head)
  }

  @Test func `partners are activated but moved no further, and memberships hang below others`()
    async throws
  {
    let fixture = try await TwoPartners()
    let partners = [
      #"{"code":"p","name":"P","kind":"dealer","state":"active"}"#,
      #"{"code":"q","name":"Q","kind":"dealer","state":"suspended"}"#,
      #"{"code":"alpha","state":"terminated"}"#, #"{"code":"beta","state":"active"}"#,
    ]
    let rehearsed = try await post(partners, "partners", in: fixture, more: "&dry_run=true")
    let answer = try await post(partners, "partners", in: fixture)
    #expect(answer.json["created"] == ["count": 1, "lines": [[1, 1]]])
    #expect(answer.json["unchanged"] == ["count": 1, "lines": [[4, 4]]])
    #expect(answer.json["refused"] == rehearsed.json["refused"])
    let list = try await fixture.world.send(.get, "/v1/partners", as: fixture.world.brand)
    #expect(list.items.first { $0["code"] == "p" }?["state"] == "active")
    let places = [
      #"{"chain":"parts","partner":"p","groups":["north"],"parent":"alpha"}"#,
      #"{"chain":"parts","partner":"beta","groups":[],"parent":"p"}"#,
      #"{"chain":"parts","partner":"nobody"}"#,
    ]
    let memberships = try await post(places, "memberships", in: fixture)
    #expect(memberships.json["created"]?["count"] == 1)
    #expect(memberships.json["changed"]?["rows"]?.array?.first?["fields"] == ["groups", "parent"])
    #expect(memberships.json["refused"]?["count"] == 1)
    let again = try await post(Array(places.prefix(2)), "memberships", in: fixture)
    #expect(again.json["unchanged"]?["count"] == 2)
  }

  @Test func `each organization imports its own records`() async throws {
    let fixture = try await TwoPartners()
    let row = [#"{"code":"new","name":"New"}"#]
    let own = try await post(row, "contacts", in: fixture, as: fixture.first.key)
    #expect(own.json["created"]?["count"] == 1)
    for kind in ["partners", "memberships"] {
      let answer = try await post(row, kind, in: fixture, as: fixture.first.key)
      #expect(answer.status == 403)
    }
    let partner = "&organization=\(fixture.first.id)"
    let foreign = try await post(row, "contacts", in: fixture, more: partner)
    #expect(foreign.status == 403)
    let wrong = try await post(row, "partners", in: fixture, more: partner)
    #expect(wrong.status == 422)
    let unknown = try await post(
      row, "contacts", in: fixture, more: partner, as: fixture.second.key)
    #expect(unknown.status == 422)
    let brand = try await fixture.world.send(.get, "/v1/contacts", as: fixture.world.brand)
    #expect(brand.items.count == 3)
  }

  @Test(arguments: [
    ("", "kind"), ("?kind=rules", "kind"), ("?kind=contacts&dry_run=maybe", "dry_run"),
    ("?kind=contacts&first_line=0", "first_line"), ("?kind=contacts&colour=red", "colour"),
  ])
  func `a parameter that cannot be is pointed at`(query: String, name: String) async throws {
    let world = try World()
    let answer = try await world.send(
      .post, "/v1/import\(query)", bytes: [], as: world.brand,
      fields: [.contentType: "application/x-ndjson"])
    #expect(answer.status == 422)
    #expect(answer.pointers == [name])
  }

  @Test func `a request has up to a thousand rows of a known type and 8 MiB`() async throws {
    let fixture = try await TwoPartners()
    let rows = (0...1_000).map { #"{"code":"n\#($0)","name":"N"}"# }
    #expect(try await post(rows, "contacts", in: fixture).problem == "too-large")
    let good = try await post(Array(rows.dropLast()), "contacts", in: fixture)
    #expect(good.json["created"] == ["count": 1_000, "lines": [[1, 1_000]]])
    let none = try await post([], "contacts", in: fixture)
    #expect(none.json["applied_through"] == 0)
    let world = fixture.world
    let path = "/v1/import?kind=contacts"
    let plain = try await world.send(
      .post, path, bytes: Array("{}".utf8), as: world.brand, fields: [.contentType: "text/plain"])
    #expect(plain.problem == "unsupported-media-type")
    let large = try await world.send(
      .post, path, bytes: [UInt8](repeating: 0x20, count: (8 << 20) + 1), as: world.brand,
      fields: [.contentType: "application/x-ndjson"])
    #expect(large.problem == "payload-too-large")
  }

  @Test func `rows that cannot be stored are answered as such, and may be sent again`()
    async throws
  {
    let world = try World(beforeCommit: { number in
      if number == 3 { throw FullDisk() }
    })
    let bytes = Array(#"{"code":"a","name":"A"}"#.utf8)
    var statuses: [Int] = []
    for _ in 0..<4 {
      let answer = try await world.send(
        .post, "/v1/import?kind=departments", bytes: bytes, as: world.brand,
        fields: [.contentType: "application/x-ndjson"])
      statuses.append(answer.status)
    }
    #expect(statuses.count { $0 == 503 } == 1)
    let list = try await world.send(.get, "/v1/departments", as: world.brand)
    #expect(list.items.count == 1)
  }

  private struct FullDisk: Error {}

  private func post(
    _ rows: [String], _ kind: String, in fixture: TwoPartners, more: String = "",
    as key: String? = nil
  ) async throws -> Reaction {
    try await fixture.world.send(
      .post, "/v1/import?kind=\(kind)\(more)", bytes: Array(rows.joined(separator: "\n").utf8),
      as: key ?? fixture.world.brand, fields: [.contentType: "application/x-ndjson"])
  }

  private func position(_ fixture: TwoPartners) throws -> Int64 {
    let world = fixture.world
    return try #require(world.gateway.state.enterprises[world.enterprise]).head.position.number
  }
}

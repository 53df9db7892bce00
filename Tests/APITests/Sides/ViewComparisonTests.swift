import Crypto
import Domain
import Synchronization
import Testing
import Views
import Wire

@Suite struct ViewComparisonTests {
  private let path = "/v1/view/compare"

  private func result(_ answer: Reaction) -> String? {
    answer.json["ranges"]?.array?.first?["result"]?.string
  }

  private func named(_ list: String, _ answer: Reaction) -> Set<String> {
    Set((answer.json["ranges"]?.array?.first?[list]?.array ?? []).compactMap(\.string))
  }

  private func compare(
    _ range: JSON, in fixture: TwoPartners, as key: String? = nil, _ more: JSONObject = [:]
  ) async throws -> Reaction {
    var body = more
    body["ranges"] = [range]
    return try await fixture.world.send(
      .post, path, .object(body), as: key ?? fixture.first.key)
  }

  @Test func `an equal copy is equal, and what differs is named`() async throws {
    let fixture = try await TwoPartners()
    var copy = try CopyOfView(of: fixture.party(fixture.first), in: fixture.world)
    #expect(copy.records.count == 4)
    let equal = try await compare(copy.sum, in: fixture)
    #expect(result(equal) == "equal")
    #expect(equal.json["at"]?.string?.hasPrefix("at_") == true)
    let ids = copy.records.keys.sorted()
    copy.records[ids[0]] = .zero
    copy.records[ids[1]] = nil
    let invented = "con_" + String(repeating: "a", count: 32)
    copy.records[invented] = .zero
    #expect(try await result(compare(copy.sum, in: fixture)) == "different")
    let leaf = try await compare(copy.leaf, in: fixture)
    #expect(result(leaf) == "different")
    #expect(named("different", leaf) == [ids[0]])
    #expect(named("missing", leaf) == [ids[1]])
    #expect(named("extra", leaf) == [invented])
    #expect(named("pending", leaf).isEmpty)
  }

  @Test func `kept sums follow changes and new rules`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    for step in 0..<4 {
      let copy = try CopyOfView(of: fixture.party(fixture.first), in: world)
      #expect(try await result(compare(copy.sum, in: fixture)) == "equal")
      let change: JSON = ["emails": [.string("new\(step)@acme.example")], "name": "Bob \(step)"]
      let changed = try await world.send(
        .patch, "/v1/contacts/\(fixture.contact)", change, as: world.brand)
      #expect(changed.status == 200)
      #expect(try await result(compare(copy.sum, in: fixture)) == "different")
      if step == 1 {
        _ = try await world.create("rules", .brandRule("more", fixture))
        _ = try await world.create(
          "contacts", .contact("eve", department: fixture.department, name: "Eve"))
      }
    }
  }

  @Test func `what is on its way or has changed since is pending`() async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    let party = try fixture.party(fixture.first)
    var copy = try CopyOfView(of: party, in: world)
    let ids = copy.records.keys.sorted()
    copy.records[ids[0]] = .zero
    copy.records[ids[1]] = .zero
    let kind: RecordKind = ids[0].hasPrefix("con_") ? .contact : .department
    let record = try fixture.record(ids[0], kind, as: party)
    world.delivery.waiting.withLock { $0 = [record] }
    let leaf = try await compare(copy.leaf, in: fixture)
    #expect(result(leaf) == "different")
    #expect(named("pending", leaf) == [ids[0]])
    #expect(named("different", leaf) == [ids[1]])
    #expect(try await result(compare(copy.sum, in: fixture)) == "pending")
    world.delivery.waiting.withLock { $0 = [] }

    let asTold = try CopyOfView(of: party, in: world)
    let at = try #require(try await compare(asTold.sum, in: fixture).json["at"])
    _ = try await world.send(
      .patch, "/v1/contacts/\(fixture.contact)", ["name": "Bobby"], as: world.brand)
    let since = try await compare(asTold.leaf, in: fixture, ["at": at])
    #expect(result(since) == "pending")
    #expect(named("pending", since).count == 1)
    #expect(try await result(compare(asTold.leaf, in: fixture)) == "different")
  }

  @Test func `after a change of rules all that differs is pending for an older copy`() async throws
  {
    let fixture = try await TwoPartners()
    let copy = try CopyOfView(of: fixture.party(fixture.first), in: fixture.world)
    let at = try #require(try await compare(copy.sum, in: fixture).json["at"])
    let gone = try await fixture.world.send(
      .delete, "/v1/rules/\(fixture.rule)", as: fixture.world.brand)
    #expect(gone.status == 204)
    let since = try await compare(copy.leaf, in: fixture, ["at": at])
    #expect(result(since) == "pending")
    #expect(named("pending", since).count == 2)
    #expect(named("extra", try await compare(copy.leaf, in: fixture)).count == 2)
  }

  @Test func `the enterprise compares a partner's copy in the partner's ids`() async throws {
    let fixture = try await TwoPartners()
    let copy = try CopyOfView(of: fixture.party(fixture.first), in: fixture.world)
    let answer = try await compare(
      copy.sum, in: fixture, as: fixture.world.brand, ["party": .string(fixture.first.id)])
    #expect(result(answer) == "equal")
    let own = try CopyOfView(of: .enterprise, in: fixture.world)
    #expect(try await result(compare(own.sum, in: fixture, as: fixture.world.brand)) == "equal")
    let suspended = try await fixture.world.send(
      .post, "/v1/partners/\(fixture.first.id)/suspend", as: fixture.world.brand)
    #expect(suspended.status == 200)
    let held = try await compare(
      copy.sum, in: fixture, as: fixture.world.brand, ["party": .string(fixture.first.id)])
    #expect(held.problem == "wrong-state")
  }

  @Test func `a partner names itself and its own endpoints alone`() async throws {
    let fixture = try await TwoPartners()
    let first = try fixture.party(fixture.first)
    let second = try fixture.foreignID(fixture.second.id, .partner, for: first)
    let copy = try CopyOfView(of: first, in: fixture.world)
    for party in [second, "org_" + String(repeating: "0", count: 32)] {
      let answer = try await compare(copy.sum, in: fixture, ["party": .string(party)])
      #expect(answer.problem == "invalid-reference")
      #expect(answer.pointers == ["/party"])
    }
    for endpoint in [fixture.second.endpoint, fixture.endpoint, "x"] {
      let answer = try await compare(copy.sum, in: fixture, ["endpoint": .string(endpoint)])
      #expect(answer.problem == "invalid-reference")
      #expect(answer.pointers == ["/endpoint"])
    }
    let own = try await compare(
      copy.sum, in: fixture, ["endpoint": .string(fixture.first.endpoint)])
    #expect(result(own) == "equal")
  }

  @Test func `what another party was told as at is none here`() async throws {
    let fixture = try await TwoPartners()
    let copy = try CopyOfView(of: fixture.party(fixture.second), in: fixture.world)
    let at = try #require(
      try await compare(copy.sum, in: fixture, as: fixture.second.key).json["at"])
    let answer = try await compare(copy.sum, in: fixture, ["at": at])
    #expect(answer.problem == "invalid-request")
    #expect(answer.pointers == ["/at"])
  }

  @Test(
    arguments: [
      (["prefix": "a", "records": ["con_b": "00"]], "/ranges/0/records/con_b"),
      (
        ["prefix": "a", "records": ["con_b0000000000000000000000000000000": .string(.zeroSum)]],
        "/ranges/0/records/con_b0000000000000000000000000000000"
      ),
      (["prefix": "A", "count": 0, "sum": .string(.zeroSum)], "/ranges/0/prefix"),
      (["prefix": "a", "count": 0], "/ranges/0/sum"),
    ] as [(JSON, String)])
  func `what is wrong with a range is pointed at`(range: JSON, pointer: String) async throws {
    let answer = try await compare(range, in: try await TwoPartners())
    #expect(answer.problem == "invalid-request")
    #expect(answer.pointers == [pointer])
  }

  @Test func `a request has at most 128 ranges and 16 KiB`() async throws {
    let fixture = try await TwoPartners()
    let range: JSON = ["prefix": "", "count": 0, "sum": .string(.zeroSum)]
    func send(_ count: Int) async throws -> Reaction {
      try await fixture.world.send(
        .post, path, ["ranges": .array(Array(repeating: range, count: count))],
        as: fixture.first.key)
    }
    let most = try await send(128)
    #expect(most.json["ranges"]?.array?.count == 128)
    #expect(try await send(129).pointers == ["/ranges"])
    #expect(try await send(400).problem == "payload-too-large")
  }
}

import Delivery
import Domain
import Gateway
import Storage
import Testing
import Wire

@Suite struct StatusTests {
  @Test func `the enterprise sees partners, endpoints, journal and what is worst`() async throws {
    let fixture = try await TwoPartners()
    try fixture.show(fixture.endpoint) { $0.show(settled: $1) }
    try fixture.show(fixture.second.endpoint, as: fixture.second) { gauge, head in
      gauge.show(settled: head.previous.previous)
      gauge.show(due: 2, exceptions: 0)
      gauge.show(runs: 1, records: 500)
      gauge.show(.until(Timestamp(seconds: 1_800_000_060), reason: "it answered 503"))
    }
    let status = try await fixture.status()
    let head = try #require(status["journal"]?["position"]?.integer)
    #expect(status["party"]?["name"] == "Acme")
    #expect(status["partners"]?["active"] == 2)
    #expect(status["partners"]?["total"] == 2)
    let endpoints = try #require(status["endpoints"])
    #expect(endpoints["total"] == 3)
    #expect(endpoints["states"]?["active"] == 1)
    #expect(endpoints["states"]?["waiting"] == 1)
    #expect(endpoints["states"]?["unserved"] == 1)
    #expect(endpoints["behind"] == 2)
    let worst = try #require(endpoints["worst"]?.array)
    #expect(worst.map { $0["name"] } == ["alpha/main", "beta/main"])
    #expect(worst[0]["lag"]?["entries"]?.integer == head)
    #expect(worst[0]["lag"]?["records"] == .null)
    #expect(worst[1]["lag"]?["entries"] == 2)
    #expect(worst[1]["lag"]?["records"] == 2)
    #expect(worst[1]["lag"]?["runs"] == 1)
    #expect(worst[1]["lag"]?["run_records"] == 500)
    #expect(worst[1]["lag"]?["oldest"]?.string?.hasPrefix("2027-01-15T08:00:0") == true)
    #expect(worst[1]["lag"]?["age_seconds"] == 0)
    #expect(worst[1]["reason"] == "it answered 503")
    #expect(worst[1]["next_try"] == "2027-01-15T08:01:00Z")
    #expect(worst.allSatisfy { $0["next_step"] != nil })
    #expect(status["store"] == .null)
  }

  @Test(arguments: [0, 1, 2]) func `no more endpoints are described than were asked for`(
    limit: Int
  ) async throws {
    let fixture = try await TwoPartners()
    let status = try await fixture.status("?limit=\(limit)")
    #expect(status["endpoints"]?["worst"]?.array?.count == limit)
    #expect(status["endpoints"]?["states"]?["unserved"] == 3)
  }

  @Test(arguments: ["limit=201", "limit=-1", "limit=x", "cursor=x"])
  func `another query is refused`(query: String) async throws {
    let world = try World()
    let answer = try await world.send(.get, "/v1/status?\(query)", as: world.brand)
    #expect(answer.problem == "invalid-request")
  }

  @Test func `records that wait are counted and the first of them explains itself`() async throws {
    let fixture = try await TwoPartners()
    let endpoint = try fixture.endpointID(fixture.first.endpoint, as: fixture.first)
    let contact = try fixture.record(fixture.contact, .contact, as: .enterprise)
    let department = try fixture.record(fixture.department, .department, as: .enterprise)
    var changes = DeliveryChanges()
    changes.exceptions = [
      .waiting(at: endpoint, contact, .contact, nextTry: 90, "it answered 422"),
      .waiting(at: endpoint, department, .department, nextTry: 80, "it answered 500"),
    ]
    await fixture.save(changes)
    let gauge = DeliveryGauge(settled: fixture.head, exceptionLimit: 1_000)
    gauge.show(due: 0, exceptions: 2)
    fixture.world.gateway.gauges.add(gauge, of: endpoint)
    let worst = try #require(
      try await fixture.status()["endpoints"]?["worst"]?.array?
        .first { $0["name"] == "alpha/main" })
    #expect(worst["state"] == "active")
    #expect(worst["records_waiting"] == 2)
    #expect(worst["reason"] == "it answered 500")
    #expect(worst["next_try"] == "1970-01-01T00:01:20Z")
    #expect(worst["lag"]?["entries"] == 0)
    #expect(worst["lag"]?["oldest"] != .null)
  }

  @Test func `a record that waits is told before its row is kept`() async throws {
    let fixture = try await TwoPartners()
    try fixture.show(fixture.endpoint) { gauge, head in
      gauge.show(settled: head)
      gauge.show(due: 0, exceptions: 1)
    }
    let worst = try await fixture.status()["endpoints"]?["worst"]?.array?
      .first { $0["name"] == "main" }
    #expect(worst?["reason"] == "a record could not be told")
    #expect(worst?["next_try"] == nil)
    #expect(worst?["lag"]?["oldest"] == .null)
  }

  @Test(arguments: [
    ("paused", "set the endpoint's `state` to active to go on from there"),
    ("suspended", "resume the partner"),
  ]) func `what holds an endpoint is told with what would help`(
    state: String, step: String
  ) async throws {
    let fixture = try await TwoPartners()
    let world = fixture.world
    if state == "paused" {
      let path = "/v1/endpoints/\(fixture.first.endpoint)"
      _ = try await world.send(.patch, path, ["state": "paused"], as: fixture.first.key)
    } else {
      _ = try await world.send(.post, "/v1/partners/\(fixture.first.id)/suspend", as: world.brand)
    }
    let all = try await world.send(.get, "/v1/status/endpoints", as: world.brand)
    let item = try #require(all.items.first { $0["name"] == "alpha/main" })
    #expect(item["state"]?.string == state)
    #expect(item["next_step"]?.string == step)
  }

  @Test func `a partner sees its own side only, and nothing that counts the rest`() async throws {
    let fixture = try await TwoPartners()
    let answer = try await fixture.world.send(.get, "/v1/status", as: fixture.first.key)
    #expect(answer.json.object?.names == ["time", "party", "endpoints"])
    #expect(answer.json["party"]?["state"] == "active")
    let endpoints = try #require(answer.json["endpoints"])
    #expect(endpoints.object?.names == ["total", "states", "records_waiting", "worst"])
    #expect(endpoints["total"] == 1)
    let listed = try await fixture.world.send(.get, "/v1/status/endpoints", as: fixture.first.key)
    #expect(listed.texts("id") == [fixture.first.endpoint])
    #expect(listed.items.first?["lag"] == nil)
    #expect(listed.items.first?["name"] == "main")
    // Whatever the others do, nothing moves for the one who must not know.
    _ = try await fixture.world.create("chains", ["code": "z", "name": "Z"])
    _ = try await fixture.world.create("endpoints", .endpoint("z", "z"), as: fixture.second.key)
    let again = try await fixture.world.send(.get, "/v1/status", as: fixture.first.key)
    #expect(again.json == answer.json)
  }

  @Test func `a thousand endpoints are counted and a few described`() async throws {
    let fixture = try await TwoPartners()
    let commands = (0..<1_000).map { number -> JSON in
      ["method": "POST", "path": "/v1/endpoints", "body": .endpoint("e\(number)", "many")]
    }
    _ = try await fixture.world.send(
      .post, "/v1/batch", ["commands": .array(commands)], as: fixture.world.brand)
    let answer = try await fixture.world.send(.get, "/v1/status", as: fixture.world.brand)
    #expect(answer.json["endpoints"]?["total"] == 1_003)
    #expect(answer.json["endpoints"]?["worst"]?.array?.count == 20)
    #expect(answer.response.body.count < 20_000)
  }
}

extension TwoPartners {
  func status(_ query: String = "") async throws -> JSON {
    try await world.send(.get, "/v1/status\(query)", as: world.brand).json
  }

  var head: Position {
    world.gateway.state.enterprises[world.enterprise]?.head.position ?? .start
  }

  func endpointID(_ id: String, as side: PartnerSide? = nil) throws -> EndpointID {
    EndpointID(try record(id, .endpoint, as: side.map { try party($0) } ?? .enterprise))
  }

  /// Lets a gauge of an endpoint say what a loop would.
  func show(
    _ id: String, as side: PartnerSide? = nil, _ show: (DeliveryGauge, Position) -> Void
  ) throws {
    let gauge = DeliveryGauge(settled: .start, exceptionLimit: 1_000)
    show(gauge, head)
    world.gateway.gauges.add(gauge, of: try endpointID(id, as: side))
  }

  func save(_ changes: DeliveryChanges) async {
    let isDurable = await withCheckedContinuation { continuation in
      world.gateway.submit(delivery: changes) { continuation.resume(returning: $0) }
    }
    #expect(isDurable)
  }
}

extension ExceptionRow {
  fileprivate static func waiting(
    at endpoint: EndpointID, _ record: RecordID, _ kind: RecordKind, nextTry: Int64,
    _ reason: String
  ) -> ExceptionRow {
    ExceptionRow(
      endpoint: endpoint, record: record, kind: kind, base: .start, cause: Position(3), epoch: 1,
      firstNumber: 1, lastNumber: 1, attempts: 1, nextTry: Timestamp(seconds: nextTry),
      reason: reason)
  }
}

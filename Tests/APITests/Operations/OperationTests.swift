@testable import API
import Domain
import Testing
import Wire

/// What every operation must stand, by one table.
@Suite struct OperationTests {
  @Test func `every operation is in the table`() {
    let operations = Set(Route.table.map(\.operation))
    #expect(operations == Set(OperationCase.table.map(\.operation)))
    #expect(OperationCase.table.count == operations.count)
  }

  @Test(arguments: OperationCase.table)
  func `a good request is accepted or refused for the state alone`(sample: OperationCase)
    async throws
  {
    let answer = try await sample.send(in: TwoPartners())
    let isExpected = answer.status < 300 || OperationCase.stateBound.contains(sample.operation)
    #expect(isExpected, "\(answer.json)")
    #expect(answer.status < 400 || [409].contains(answer.status), "\(answer.json)")
  }

  @Test(arguments: OperationCase.table.filter(\.isPaged))
  func `all pages are read at the position of the first`(sample: OperationCase) async throws {
    let fixture = try await TwoPartners()
    let add = try #require(sample.add)
    for code in ["x1", "x2", "x3"] { try await add(fixture, code) }
    let path = sample.path(fixture) + (sample.path(fixture).contains("?") ? "&" : "?")
    let whole = try await fixture.world.send(.get, path + "limit=200", as: fixture.world.brand)
    #expect(whole.items.count >= 3)
    #expect(whole.next == nil)
    var seen: [JSON] = []
    var next: String? = ""
    var round = 0
    while let cursor = next {
      let more = cursor.isEmpty ? "" : "&cursor=\(cursor)"
      let page = try await fixture.world.send(
        .get, path + "limit=2" + more, as: fixture.world.brand)
      #expect(page.status == 200)
      #expect(page.items.count <= 2)
      seen += page.items
      next = page.next
      round += 1
      // Whatever comes between two pages is not in this listing.
      try await add(fixture, "a\(round)")
    }
    #expect(seen == whole.items)
  }

  @Test(arguments: OperationCase.table.filter(\.isPaged))
  func `a cursor that was not given out is refused`(sample: OperationCase) async throws {
    let fixture = try await TwoPartners()
    let path = sample.path(fixture) + (sample.path(fixture).contains("?") ? "&" : "?")
    for bad in ["cursor=AAAA", "cursor=not+base64", "cursor="] {
      let answer = try await fixture.world.send(.get, path + bad, as: fixture.world.brand)
      #expect(answer.problem == "invalid-cursor")
    }
    for bad in ["limit=0", "limit=201", "limit=x", "limit=1&limit=2", "colour=red"] {
      let answer = try await fixture.world.send(.get, path + bad, as: fixture.world.brand)
      #expect(answer.status == 422)
      #expect(answer.problem == "invalid-request")
      #expect(answer.pointers == [String(bad.prefix { $0 != "=" })])
    }
  }

  @Test(arguments: OperationCase.table.filter(\.isConditional))
  func `a write waits for the version that If-Match names`(sample: OperationCase) async throws {
    let fixture = try await TwoPartners()
    let stale = try await sample.send(in: fixture, fields: ["if-match": "\"0123\""])
    #expect(stale.status == 412)
    #expect(stale.problem == "precondition-failed")
    let record = try await fixture.world.send(
      .get, sample.recordPath(fixture), as: sample.key(fixture))
    var fields: HTTPFields = [:]
    try fields.append(.ifMatch, text: record.tag)
    let fresh = try await sample.send(in: fixture, fields: fields)
    #expect(fresh.status < 300 || fresh.status == 409, "\(fresh.json)")
    #expect(fresh.problem != "precondition-failed")
  }

  @Test(arguments: OperationCase.table.filter { $0.readsRecord })
  func `a reader who has the version is told only that`(sample: OperationCase) async throws {
    let fixture = try await TwoPartners()
    let first = try await sample.send(in: fixture)
    var fields: HTTPFields = [:]
    try fields.append(.ifNoneMatch, text: "\"other\", W/\(first.tag)")
    let second = try await sample.send(in: fixture, fields: fields)
    #expect(second.status == 304)
    #expect(second.tag == first.tag)
  }
}

import Testing
import Wire

/// What a request meets while an earlier one with its idempotency key is not answered yet.
@Suite struct RunningRequestTests {
  private let fields: HTTPFields = ["idempotency-key": "import-7"]
  private let chain: JSON = ["code": "dealers", "name": "Dealers"]

  @Test func `the same key is refused while its first request runs, and replayed after`()
    async throws
  {
    let hold = WriterHold()
    let world = try World(beforeCommit: { _ in hold.pass() })
    hold.hold()
    let first = try world.begin(.post, "/v1/chains", chain, as: world.brand, fields: fields)
    let second = try await world.send(
      .post, "/v1/chains", chain, as: world.brand, fields: fields)
    #expect(second.status == 409)
    #expect(second.problem == "request-in-progress")
    #expect(second.response.fields.first(.retryAfter) == "1")
    hold.release()
    let created = try #require(await first.reaction())
    #expect(created.status == 201)
    #expect(!created.isReplayed)
    let third = try await world.send(
      .post, "/v1/chains", chain, as: world.brand, fields: fields)
    #expect(third.status == 201)
    #expect(third.isReplayed)
    #expect(third.id == created.id)
  }

  @Test func `a key is its bearer's: another's request with it is no repeat`() async throws {
    let hold = WriterHold()
    let world = try World(beforeCommit: { _ in hold.pass() })
    let key = try await world.create("keys", ["name": "Second admin"])
    let other = try #require(key.json["key"]?.string)
    hold.hold()
    let first = try world.begin(.post, "/v1/chains", chain, as: world.brand, fields: fields)
    let suppliers: JSON = ["code": "suppliers", "name": "Suppliers"]
    let second = try world.begin(.post, "/v1/chains", suppliers, as: other, fields: fields)
    hold.release()
    #expect(await first.reaction()?.status == 201)
    #expect(await second.reaction()?.status == 201)
  }
}

import Domain
import Gateway
import Storage
import Testing

@Suite struct FoundingTests {
  @Test func `an enterprise begins with itself and its first admin's key`() throws {
    let running = try TestGateway(startsGateway: false)
    let session = try running.gateway.makeSession()
    let entries = try session.entries(after: .start, limit: 9, in: running.enterprise)
    #expect(entries.map(\.command) == ["enterprise.create", "key.create"])
    #expect(entries.map(\.actor) == [.operatorAtMachine, .operatorAtMachine])
    let bearer = session.bearer(ofSecretDigest: running.founded.secret.digest)
    #expect(bearer?.enterprise == running.enterprise)
    #expect(bearer?.key.id == running.founded.key)
    #expect(bearer?.key.role == .brandAdmin)
    let record = try session.record(
      running.enterprise.record, .enterprise, at: Position(2), in: running.enterprise)
    #expect(
      record == .enterprise(Enterprise(id: running.enterprise, name: try Name("Aurora Motors"))))
  }

  @Test func `the root key is sealed in the store`() throws {
    let running = try TestGateway(startsGateway: false)
    let reader = try running.store.makeReader()
    try reader.refresh()
    let row = try #require(try reader.enterprises().first)
    #expect(row.sealedRootKey.count == 32 + 28)
    _ = try TestGateway.key().open(root: row.sealedRootKey, of: row.id)
  }

  @Test func `nothing is kept of a founding that fails`() throws {
    let running = try TestGateway(startsGateway: false)
    running.commits.fail(with: StoreError(.full, "no room"))
    #expect(throws: StoreError.self) {
      try TestGateway.found("Second", in: running.store, running.clock, running.random)
    }
    let reader = try running.store.makeReader()
    try reader.refresh()
    #expect(try reader.enterprises().map(\.id) == [running.enterprise])
  }
}

import Domain
import Gateway
import Storage
import Testing
import Views

@Suite struct PublishedStateTests {
  @Test func `nothing is seen before it is durable, everything at once after`() async throws {
    let running = try TestGateway()
    let session = try running.gateway.makeSession()
    let secret = BearerSecret(from: running.random)
    let department = try running.department("d")
    let person = try running.contact("c", in: [department.id])
    running.commits.close()
    let answers = Answers(expecting: 3)
    running.submit(
      [
        .init(.create(.department(department))), .init(.create(.contact(person))),
        .init(.create(.key(try running.key("k", secret: secret)))),
      ], to: answers)
    running.commits.awaitCommit()
    try session.refresh()
    #expect(try session.head(of: running.enterprise).position == Position(2))
    #expect(session.bearer(ofSecretDigest: secret.digest) == nil)
    #expect(session.topology(of: running.enterprise).departments.isEmpty)
    #expect(running.gateway.committed(after: Position(2), in: running.enterprise)?.count == 0)
    running.commits.open()
    _ = await answers.all()
    // The session still sees its own state.
    #expect(try session.head(of: running.enterprise).position == Position(2))
    try session.refresh()
    #expect(try session.head(of: running.enterprise).position == Position(5))
    #expect(session.bearer(ofSecretDigest: secret.digest)?.actor.role == .brandAdmin)
    #expect(session.topology(of: running.enterprise).departments == [department.id: department])
    let record = try session.record(
      person.id.record, .contact, at: Position(5), in: running.enterprise)
    #expect(record == .contact(person))
    #expect(running.gateway.committed(after: Position(2), in: running.enterprise)?.count == 3)
  }

  @Test func `a removed key is no bearer any more`() async throws {
    let running = try TestGateway()
    let secret = BearerSecret(from: running.random)
    let key = try running.key("k", secret: secret)
    _ = await running.run(.create(.key(key)))
    #expect(running.gateway.state.bearers[secret.digest]?.key == key)
    _ = await running.run(.remove(key.id.record, .key))
    #expect(running.gateway.state.bearers[secret.digest] == nil)
  }

  @Test func `a session on another thread meets only whole states while commands run`()
    async throws
  {
    let running = try TestGateway()
    let enterprise = running.enterprise
    let gateway = running.gateway
    // A department and the contact in it come by one transaction each time.
    let reading = Task.detached {
      let session = try gateway.makeSession()
      var previous = Position.start
      while previous < Position(202) {
        try session.refresh()
        let head = try session.head(of: enterprise).position
        let topology = session.topology(of: enterprise)
        #expect(head >= previous)
        #expect(topology.position == head)
        #expect(head.number.isMultiple(of: 2))
        #expect(topology.departments.count == Int(head.number - 2) / 2)
        let names = try session.names(
          of: .contact, in: enterprise.record, after: nil, at: head, limit: 1_000,
          enterprise: enterprise)
        #expect(names.count == topology.departments.count)
        previous = head
        await Task.yield()
      }
    }
    for number in 0..<100 {
      let department = try running.department("d\(number)")
      _ = await running.run([
        .create(.department(department)),
        .create(.contact(try running.contact("c\(number)", in: [department.id]))),
      ])
    }
    try await reading.value
  }
}

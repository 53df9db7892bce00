import Domain
import Gateway
import Testing
import Views

@Suite struct ReadSessionTests {
  private let running: TestGateway

  init() throws {
    running = try TestGateway()
  }

  @Test func `a party's ids are stable, reversible and its own`() async throws {
    let session = try running.gateway.makeSession()
    let person = try running.contact("c")
    let partner = PartnerID(from: running.random)
    let ids = try session.ids(of: .enterprise, in: running.enterprise)
    let again = try session.ids(of: .enterprise, in: running.enterprise)
    let others = try session.ids(of: .partner(partner), in: running.enterprise)
    let text = ids.text(person.id.record, .contact)
    #expect(again.text(person.id.record, .contact) == text)
    #expect(ids.record(text, .contact) == person.id.record)
    #expect(others.text(person.id.record, .contact) != text)
  }

  @Test func `an unknown enterprise is an error, or empty where nothing can be thrown`() throws {
    let session = try running.gateway.makeSession()
    let unknown = EnterpriseID(from: running.random)
    #expect(throws: GatewayError.self) { try session.head(of: unknown) }
    #expect(throws: GatewayError.self) { try session.keys(of: unknown) }
    #expect(throws: GatewayError.self) { try session.ids(of: .enterprise, in: unknown) }
    #expect(throws: GatewayError.self) { try session.topology(of: unknown, at: Position(1)) }
    #expect(session.topology(of: unknown).departments.isEmpty)
  }

  @Test func `records are read as they stood at a position`() async throws {
    let person = try running.contact("c")
    _ = await running.run([
      .create(.contact(person)), try running.renaming(person, to: "Later"),
      .remove(person.id.record, .contact),
    ])
    let session = try running.gateway.makeSession()
    let names = try (Int64(2)...5).map { position -> String? in
      let record = try session.record(
        person.id.record, .contact, at: Position(position), in: running.enterprise)
      guard case .contact(let contact) = record else { return nil }
      return contact.name.text
    }
    #expect(names == [nil, "Person c", "Later", nil])
  }

  @Test func `a plain view reads through a session, never past its position`() async throws {
    let department = try running.department("d")
    let people = try (0..<3).map { try running.contact("c\($0)", in: [department.id]) }
    _ = await running.run(
      [.create(.department(department))] + people.map { .create(.contact($0)) })
    let session = try running.gateway.makeSession()
    let records = try session.records(at: Position(5), in: running.enterprise)
    let later = Position(6)
    #expect(try records.contacts(in: department.id, at: later).count == 2)
    #expect(try Set(records.contacts(of: .enterprise, at: later)) == Set(people[0..<2].map(\.id)))
    #expect(try records.contact(people[0].id, at: Position(3)) == nil)
    #expect(try records.contact(people[0].id, at: later) == people[0])
    #expect(try records.contact(people[2].id, at: later) == nil)
  }

  @Test func `a released session reads again after a refresh`() throws {
    let session = try running.gateway.makeSession()
    try session.release()
    try session.refresh()
    #expect(try session.entries(after: .start, limit: 9, in: running.enterprise).count == 2)
  }
}

import Testing
import Wire

@testable import Domain

@Suite struct ChangeTests {
  @Test func `a change sets what it names and nothing else`() throws {
    let world = World()
    var change = Contact.Change()
    change.phones = [try PhoneNumber("13800001111")]
    change.lastDay = .some(World.now.date)
    var expected = world.zhang
    expected.phones = [try PhoneNumber("13800001111")]
    expected.lastDay = World.now.date
    #expect(
      try world.decide(.change(.contact(world.zhang.id, change))).changes
        == [.replacing(.contact(world.zhang), with: .contact(expected))])
  }

  @Test func `a last day is cleared`() throws {
    var world = World()
    var change = Contact.Change()
    change.lastDay = .some(World.now.date)
    try world.run(.change(.contact(world.zhang.id, change)))
    change.lastDay = .some(nil)
    try world.run(.change(.contact(world.zhang.id, change)))
    #expect(try world.state.contact(world.zhang.id) == world.zhang)
  }

  @Test func `a wish that is fulfilled already changes nothing`() throws {
    let world = World()
    let commands: [RecordChange] = [
      .chain(world.sales.id, .init(code: world.sales.code, name: world.sales.name)),
      .group(world.north.id, .init(parent: .some(nil))),
      .partner(world.dealer.id, .init(kind: .dealer)),
      .membership(world.dealerPlace.id, .init(groups: [world.north.id])),
      .department(world.field.id, .init(parent: .some(world.head.id))),
      .contact(world.zhang.id, .init()),
    ]
    for change in commands {
      #expect(try world.decide(.change(change)).changes.isEmpty)
    }
  }

  @Test func `an expectation that fails refuses whatever is asked`() throws {
    let world = World()
    let commands: [Command] = [
      .change(.contact(world.zhang.id, .init())), .remove(world.zhang.id.record, .contact),
      .endMembership(world.outletPlace.id, children: nil),
      .movePartner(world.dealer.id, .suspend),
    ]
    for command in commands {
      #expect(throws: Refusal.self) { try world.decide(command) { _ in false } }
      #expect(throws: Never.self) { try world.decide(command) { _ in true } }
    }
    let refusal = #expect(throws: Refusal.self) {
      try world.decide(commands[0]) { $0 != .contact(world.zhang) }
    }
    #expect(refusal?.reason == .preconditionFailed)
  }

  @Test func `an expectation of another's record is not asked`() throws {
    let world = World()
    let refusal = #expect(throws: Refusal.self) {
      try world.decide(
        .change(.contact(world.zhang.id, .init())), by: world.admin(of: world.dealer)
      ) { _ in
        Issue.record("asked")
        return false
      }
    }
    #expect(refusal?.reason == .notFound)
  }

  @Test func `a code moves to one that is free`() throws {
    var world = World()
    let second = Contact(
      id: .init(from: world.random), organization: .enterprise, code: .of("z2"), name: .of("Z"))
    try world.run(.create(.contact(second)))
    var change = Contact.Change()
    change.code = .of("z1")
    let refusal = try world.refusal(of: .change(.contact(second.id, change)))
    #expect(refusal?.reason == .alreadyExists)
    #expect(refusal?.field == "code")
    change.code = .of("z3")
    try world.run(.change(.contact(second.id, change)))
    change.code = .of("z2")
    try world.run(.change(.contact(world.zhang.id, change)))
  }

  @Test func `what is not there is not found`() throws {
    let world = World()
    let id = ContactID(from: world.random)
    #expect(try world.refusal(of: .change(.contact(id, .init())))?.reason == .notFound)
    #expect(try world.refusal(of: .remove(id.record, .contact))?.reason == .notFound)
    // The id of a record of another kind.
    let chain = Command.remove(world.zhang.id.record, .chain)
    #expect(try world.refusal(of: chain)?.reason == .notFound)
  }

  @Test func `the words for commands are those of the journal`() throws {
    let world = World()
    let rotation = try SecretRotation(scheme: .ed25519, sealed: [])
    let names = [
      Command.create(.chain(world.sales)), .change(.contact(world.zhang.id, .init())),
      .remove(world.head.id.record, .department),
      .endMembership(world.outletPlace.id, children: nil), .movePartner(world.dealer.id, .resume),
      .rotateSecret(.init(from: world.random), rotation),
    ].map(\.name)
    #expect(
      names == [
        "chain.create", "contact.change", "department.remove", "membership.remove",
        "partner.resume", "endpoint.rotate_secret",
      ])
  }
}

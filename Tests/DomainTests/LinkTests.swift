import Testing

@testable import Domain

@Suite struct LinkTests {
  private var world = World()
  private let wang: Contact
  private let li: Contact

  init() throws {
    wang = try world.colleague("w1")
    li = try world.colleague("l1")
  }

  @Test mutating func `who reports to whom is recorded, changed and removed`() throws {
    let link = try world.link(world.zhang, to: wang)
    try world.run(.change(.link(link.id, .init(to: li.id))))
    #expect(try world.state.link(.reportsTo, from: world.zhang.id, in: .enterprise)?.to == li.id)
    try world.run(.remove(link.id.record, .link))
    #expect(try world.state.link(.reportsTo, from: world.zhang.id, in: .enterprise) == nil)
  }

  @Test mutating func `both ends are contacts of one organization`() throws {
    for (from, to, field) in [
      (world.zhang.id, world.dealerStaff.id, "to"), (world.dealerStaff.id, wang.id, "from"),
      (world.zhang.id, ContactID(from: world.random), "to"),
    ] {
      let link = Link(id: .init(from: world.random), organization: .enterprise, from: from, to: to)
      let refusal = try world.refusal(of: .create(.link(link)))
      #expect(refusal?.reason == .invalidReference)
      #expect(refusal?.field == field)
    }
  }

  @Test mutating func `a contact reports to one other at most`() throws {
    try world.link(world.zhang, to: wang)
    let second = world.newLink(world.zhang, to: li)
    let refusal = try world.refusal(of: .create(.link(second)))
    #expect(refusal?.reason == .alreadyExists)
    #expect(refusal?.field == "from")
  }

  @Test mutating func `nobody comes to report to themselves`() throws {
    let own = world.newLink(world.zhang, to: world.zhang)
    #expect(try world.refusal(of: .create(.link(own)))?.field == "to")
    try world.link(world.zhang, to: wang)
    let up = try world.link(wang, to: li)
    let back = world.newLink(li, to: world.zhang)
    #expect(try world.refusal(of: .create(.link(back)))?.reason == .invalidReference)
    let change = Command.change(.link(up.id, .init(to: world.zhang.id)))
    #expect(try world.refusal(of: change)?.reason == .invalidReference)
  }

  @Test mutating func `at most 64 stand above one another`() throws {
    var above = wang
    for number in 1..<Link.lineLimit {
      let next = try world.colleague("above\(number)")
      try world.link(above, to: next)
      above = next
    }
    let top = try world.colleague("top")
    let link = world.newLink(li, to: wang)
    #expect(try world.refusal(of: .create(.link(link))) == nil)
    try world.link(above, to: top)
    #expect(try world.refusal(of: .create(.link(link)))?.field == "to")
  }

  @Test mutating func `a contact that goes takes its links along, before itself`() throws {
    let below = try world.link(world.zhang, to: wang)
    let above = try world.link(wang, to: li)
    let changes = try world.run(.remove(wang.id.record, .contact))
    #expect(Set(changes.prefix(2).map(\.id)) == [below.id.record, above.id.record])
    #expect(changes.last?.id == wang.id.record)
    #expect(changes.allSatisfy { $0.after == nil })
  }

  @Test mutating func `one with more links than an entry holds stays until they are moved`() throws
  {
    for number in 0...Link.removalLimit {
      try world.link(try world.colleague("below\(number)"), to: wang)
    }
    let refusal = try world.refusal(of: .remove(wang.id.record, .contact))
    #expect(refusal?.reason == .tooLarge)
  }

  @Test mutating func `a partner links its own people and knows of no other's`() throws {
    let link = try world.link(world.zhang, to: wang)
    let admin = world.admin(of: world.dealer)
    let refusal = try world.refusal(of: .remove(link.id.record, .link), by: admin)
    #expect(refusal?.reason == .notFound)
    let party = Party.partner(world.dealer.id)
    let other = Contact(
      id: .init(from: world.random), organization: party, code: .of("d2"), name: .of("Boss"))
    try world.run(.create(.contact(other)), by: admin)
    let own = Link(
      id: .init(from: world.random), organization: party, from: world.dealerStaff.id, to: other.id)
    #expect(try world.refusal(of: .create(.link(own)))?.reason == .forbidden)
    try world.run(.create(.link(own)), by: admin)
  }
}

extension World {
  fileprivate mutating func colleague(_ code: String) throws -> Contact {
    let contact = Contact(
      id: ContactID(from: random), organization: .enterprise, code: .of(code), name: .of(code))
    try run(.create(.contact(contact)))
    return contact
  }

  fileprivate func newLink(_ from: Contact, to: Contact) -> Link {
    Link(id: LinkID(from: random), organization: .enterprise, from: from.id, to: to.id)
  }

  @discardableResult
  fileprivate mutating func link(_ from: Contact, to: Contact) throws -> Link {
    let link = newLink(from, to: to)
    try run(.create(.link(link)))
    return link
  }
}

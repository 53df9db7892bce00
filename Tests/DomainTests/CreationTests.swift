import Testing
import Wire

@testable import Domain

@Suite struct CreationTests {
  @Test func `a creation is one change from nothing`() throws {
    let world = World()
    let chain = Record.chain(Chain(id: .init(from: world.random), code: .of("c"), name: .of("C")))
    #expect(try world.decide(.create(chain)).changes == [.creating(chain)])
  }

  @Test func `an id that is in use is not created again`() throws {
    let world = World()
    let refusal = try world.refusal(of: .create(.chain(world.sales)))
    #expect(refusal?.reason == .alreadyExists)
    #expect(refusal?.field == "id")
  }

  @Test(arguments: [
    "chain", "group", "partner", "department", "contact", "rule", "endpoint",
  ])
  func `a code is taken once in its scope`(kind: String) throws {
    var world = World()
    func make() throws -> Record {
      switch kind {
      case "chain": .chain(Chain(id: .init(from: world.random), code: .of("x"), name: .of("X")))
      case "group":
        .group(
          Group(
            id: .init(from: world.random), chain: world.sales.id, parent: nil, code: .of("x"),
            name: .of("X")))
      case "partner":
        .partner(
          Partner(id: .init(from: world.random), code: .of("x"), name: .of("X"), kind: .dealer))
      case "department":
        .department(
          Department(
            id: .init(from: world.random), organization: .enterprise, parent: nil, code: .of("x"),
            name: .of("X")))
      case "contact":
        .contact(
          Contact(
            id: .init(from: world.random), organization: .enterprise, code: .of("x"), name: .of("X")
          ))
      case "rule":
        .rule(
          world.rule(
            seen: .init(departments: [world.head.id]), seenBy: .init(partners: [world.dealer.id])))
      default: .endpoint(try world.endpoint(.of("x")))
      }
    }
    try world.run(.create(try make()))
    let refusal = try world.refusal(of: .create(try make()))
    #expect(refusal?.reason == .alreadyExists)
    #expect(refusal?.field == "code")
  }

  @Test func `a partner has one place in a chain`() throws {
    let world = World()
    let second = Membership(
      id: .init(from: world.random), chain: world.sales.id, partner: world.dealer.id, groups: [],
      parent: nil)
    let refusal = try world.refusal(of: .create(.membership(second)))
    #expect(refusal?.reason == .alreadyExists)
    #expect(refusal?.field == "partner")
  }

  @Test(arguments: [Partner.State.active, .suspended, .terminated])
  func `a new partner is pending`(state: Partner.State) throws {
    let world = World()
    let partner = Partner(
      id: .init(from: world.random), code: .of("p"), name: .of("P"), kind: .dealer, state: state)
    let refusal = try world.refusal(of: .create(.partner(partner)))
    #expect(refusal?.reason == .invalidValue)
    #expect(refusal?.field == "state")
  }

  @Test func `an enterprise's records hold no other enterprise`() throws {
    let world = World()
    let other = Enterprise(id: .init(from: world.random), name: .of("Other"))
    #expect(try world.refusal(of: .create(.enterprise(other)))?.reason == .invalidReference)
    let same = Enterprise(id: world.enterprise, name: .of("Again"))
    #expect(try world.refusal(of: .create(.enterprise(same)))?.reason == .alreadyExists)
    #expect(
      try world.refusal(of: .remove(world.enterprise.record, .enterprise))?.reason == .forbidden)
  }

  @Test func `a terminated partner is given nothing more`() throws {
    var world = World()
    try world.run(.movePartner(world.supplier.id, .terminate(children: nil)))
    let owner = Party.partner(world.supplier.id)
    let endpoint = Command.create(.endpoint(try world.endpoint(.of("e"), of: owner)))
    #expect(try world.refusal(of: endpoint)?.reason == .wrongState)
    let contact = Contact(
      id: .init(from: world.random), organization: owner, code: .of("c"), name: .of("C"))
    let refusal = try world.refusal(
      of: .create(.contact(contact)), by: world.admin(of: world.supplier))
    #expect(refusal?.reason == .wrongState)
    let place = Membership(
      id: .init(from: world.random), chain: world.sales.id, partner: world.supplier.id,
      groups: [], parent: nil)
    let join = try world.refusal(of: .create(.membership(place)))
    #expect(join?.reason == .wrongState)
    #expect(join?.field == "partner")
  }

  @Test func `records of a partner that is not there are refused`() throws {
    let world = World()
    let key = world.key(of: .partner(.init(from: world.random)), role: .partnerAdmin)
    #expect(try world.refusal(of: .create(.key(key)))?.reason == .notFound)
  }

  @Test func `an endpoint's settings are an object`() throws {
    let world = World()
    var endpoint = try world.endpoint(.of("e"))
    endpoint.settings = [1, 2]
    let refusal = try world.refusal(of: .create(.endpoint(endpoint)))
    #expect(refusal?.reason == .invalidValue)
    #expect(refusal?.field == "settings")
  }

  @Test func `a place names a chain, a partner and groups of the chain`() throws {
    let world = World()
    let random = world.random
    func refusal(_ chain: ChainID, _ partner: PartnerID, _ groups: [GroupID]) throws -> String? {
      let place = Membership(
        id: .init(from: random), chain: chain, partner: partner, groups: groups, parent: nil)
      return try world.refusal(of: .create(.membership(place)))?.field
    }
    #expect(try refusal(.init(from: random), world.supplier.id, []) == "chain")
    #expect(try refusal(world.sales.id, .init(from: random), []) == "partner")
    #expect(try refusal(world.sales.id, world.supplier.id, [.init(from: random)]) == "groups")
    #expect(try refusal(world.supply.id, world.dealer.id, [world.north.id]) == "groups")
    let north = world.north.id
    #expect(try refusal(world.sales.id, world.supplier.id, [north, north]) == "groups")
    let many = (0...Membership.groupLimit).map { _ in GroupID(from: random) }
    #expect(try refusal(world.sales.id, world.supplier.id, many) == "groups")
    #expect(try refusal(world.sales.id, world.supplier.id, [north]) == nil)
  }

  @Test func `a contact stands in departments of its own organization, each once`() throws {
    let world = World()
    func refusal(_ departments: [DepartmentID]) throws -> Refusal? {
      let contact = Contact(
        id: .init(from: world.random), organization: .enterprise, code: .of("c"), name: .of("C"),
        placements: departments.map { .init(department: $0) })
      return try world.refusal(of: .create(.contact(contact)))
    }
    #expect(try refusal([world.head.id, world.field.id]) == nil)
    #expect(try refusal([world.dealerOffice.id])?.reason == .invalidReference)
    #expect(try refusal([.init(from: world.random)])?.field == "departments")
    #expect(try refusal([world.head.id, world.head.id])?.reason == .invalidValue)
  }

  @Test func `a contact's lists have limits and no repeats`() throws {
    let world = World()
    var contact = Contact(
      id: .init(from: world.random), organization: .enterprise, code: .of("c"), name: .of("C"))
    func refusal() throws -> Refusal? { try world.refusal(of: .create(.contact(contact))) }
    contact.phones = try (0..<20).map { try PhoneNumber("138000\($0)") }
    contact.custom = try (0..<20).map {
      try CustomField(name: "a\($0)", value: "v", fieldClass: .public)
    }
    #expect(try refusal() == nil)
    contact.phones.append(try PhoneNumber("999"))
    #expect(try refusal()?.field == "phones")
    contact.phones = []
    contact.custom += [try CustomField(name: "a1", value: "w", fieldClass: .public)]
    #expect(try refusal()?.field == "custom")
    contact.custom = []
    contact.emails = try [EmailAddress("a@b"), EmailAddress("a@b")]
    #expect(try refusal()?.field == "emails")
  }
}

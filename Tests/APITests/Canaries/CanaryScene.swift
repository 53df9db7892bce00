import Crypto
import Domain
import Gateway
import Testing
import Views
import Wire

/// An enterprise and three partners, one of them below another, whose every name is a canary.
struct CanaryScene {
  let world: World
  let recorder: SigningRecorder
  let history: CanaryHistory
  var generator: RandomGenerator
  let chain: String
  private(set) var groups: [String] = []
  private(set) var partners: [CanaryPartner] = []
  /// By owner; ids as the owner knows them.
  var departments: [Party: [String]] = [:]
  var contacts: [Party: [String]] = [:]
  var links: [Party: [String]] = [:]
  var rules: [Party: [String]] = [:]
  /// By partner; ids as the enterprise knows them.
  var agreements: [Party: String] = [:]

  init(seed: UInt64) async throws {
    recorder = SigningRecorder()
    world = try World(seed: seed, delivers: recorder)
    history = try CanaryHistory(world)
    generator = RandomGenerator(SeededRandom(seed: ~seed))
    chain = try await world.create("chains", ["code": "parts", "name": "Parts"]).id
    for _ in 0..<3 { groups.append(try await addGroup()) }
    for index in 0..<3 {
      let above = index == 2 ? partners[0].membership : nil
      partners.append(try await addPartner(in: groups[index], under: above))
    }
    try noteStructure()
    for _ in 0..<3 { try await addDepartment(of: .enterprise) }
    for _ in 0..<4 { try await addContact(of: .enterprise) }
    for partner in partners {
      try await addDepartment(of: partner.party)
      try await addContact(of: partner.party)
      try await addEndpoints(of: partner)
    }
    _ = try await world.create("endpoints", endpoint())
    try history.moveOn()
  }

  // MARK: Chance

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  mutating func pick<Element>(_ list: [Element]?) -> Element? {
    list?.randomElement(using: &generator)
  }

  /// Letters that occur nowhere else.
  mutating func word() -> String {
    String((0..<12).map { _ in "bcdfghjklmnpqrstvwxz".randomElement(using: &generator) ?? "q" })
  }

  /// A word that a few parties may know.
  mutating func word(knownTo parties: Party...) -> JSON {
    let word = word()
    history.note(word, knownTo: Set(parties))
    return .string(word)
  }

  // MARK: Structure

  private mutating func addGroup() async throws -> String {
    // Whoever is placed in it knows it; who that is changes, so its names are looked for elsewhere.
    let body: JSON = ["chain": .string(chain), "code": .string(word()), "name": "Region"]
    return try await world.create("groups", body).id
  }

  private mutating func addPartner(
    in group: String, under above: String?
  ) async throws -> CanaryPartner {
    let (code, name) = (word(), word())
    let body: JSON = ["code": .string(code), "name": .string(name), "kind": "dealer"]
    let id = try await world.create("partners", body).id
    let activated = try await world.send(.post, "/v1/partners/\(id)/activate", as: world.brand)
    #expect(activated.status == 200)
    var place: JSONObject = [
      "chain": .string(chain), "partner": .string(id), "groups": [.string(group)],
    ]
    if let above { place["parent"] = .string(above) }
    let membership = try await world.create("memberships", .object(place)).id
    let record = try #require(history.ids(of: .enterprise).record(id, .partner))
    let party = Party.partner(PartnerID(record))
    try history.join(party)
    let key = try await world.create(
      "keys", ["name": word(knownTo: party), "party": .string(id)])
    return CanaryPartner(
      party: party, id: id, membership: membership, names: [code, name],
      key: try #require(key.json["key"]?.string))
  }

  /// A partner is known to itself and to those directly above and below it.
  private func noteStructure() throws {
    let ids = try history.ids(of: .enterprise)
    let (first, second, below) = (partners[0].party, partners[1].party, partners[2].party)
    let knowing = [[first, below], [second], [first, below]].map { Set($0) }
    for (partner, knowing) in zip(partners, knowing) {
      for name in partner.names { history.note(name, knownTo: knowing) }
      let record = try #require(ids.record(partner.id, .partner))
      history.note(record, knownTo: knowing)
      let membership = try #require(ids.record(partner.membership, .membership))
      history.note(membership, knownTo: knowing)
    }
  }

  private mutating func endpoint(knownTo parties: Party...) -> JSON {
    let (code, host) = (word(), word())
    for name in [code, host] { history.note(name, knownTo: Set(parties)) }
    return .endpoint(code, host)
  }

  private mutating func addEndpoints(of partner: CanaryPartner) async throws {
    var body = endpoint(knownTo: partner.party)
    body = body.setting(["checkpoint_digest"], to: true)
    let sent = try await world.create("endpoints", body, as: partner.key).id
    let code = word(knownTo: partner.party)
    let asked = try await world.create(
      "endpoints", ["code": code, "transport": ["kind": "pull"]], as: partner.key
    ).id
    let ids = try history.ids(of: partner.party)
    for id in [sent, asked] {
      history.note(try #require(ids.record(id, .endpoint)), knownTo: [partner.party])
    }
    if let index = partners.firstIndex(where: { $0.party == partner.party }) {
      partners[index].host = body["url"]?.string ?? ""
      partners[index].sentTo = sent
      partners[index].asks = asked
    }
  }

  func key(of party: Party) -> String {
    partners.first { $0.party == party }?.key ?? world.brand
  }
}

/// A partner as the enterprise knows it, and the endpoints that it has under its own ids.
struct CanaryPartner {
  let party: Party
  let id: String
  let membership: String
  let names: [String]
  let key: String
  var host = ""
  var sentTo = ""
  var asks = ""
}

import AdapterKit
import Crypto
import Domain
import Gateway
import Testing
import Views
import Wire

/// One party with an endpoint that is sent to and one at which it asks: both carry the same.
@Suite struct PullTwinTests {
  /// What a receiver has after some events, and what it took of each record in order.
  private struct Pushed {
    var copy: [String: JSON] = [:]
    var history: [String: [TakenState]] = [:]

    init(_ events: [Event]) {
      var applied: [String: (Int64, Int64)] = [:]
      for event in events {
        guard let data = try? JSON.parse(event.data), let id = data["id"]?.string,
          (event.epoch, event.number) > applied[id] ?? (0, 0)
        else { continue }
        applied[id] = (event.epoch, event.number)
        let isRemoval = event.type.hasSuffix(".unshared")
        if isRemoval {
          copy.removeValue(forKey: id)
        } else {
          copy[id] = data
        }
        history[id, default: []].append(
          TakenState(at: event.at, isRemoval: isRemoval, data: data))
      }
    }

    var digests: [String: Digest] { copy.mapValues { SHA256.hash($0.canonicalBytes) } }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `random edits, with answers lost on the way, leave both with the view`(
    seed: UInt64
  ) async throws {
    let adapter = try RecordingAdapter()
    let world = try World(seed: seed, delivers: adapter)
    var edits = try await RandomEdits(world, seed: seed)
    let key = edits.partnerKey
    _ = try await world.create(
      "endpoints", ["code": "hook", "url": "https://hook.example/in"], as: key)
    var partner = try await PullingPartner(world, as: key)
    for _ in 0..<120 {
      try await edits.next()
      guard edits.isLikely(1, in: 3) else { continue }
      let answer = try await partner.ask(limit: edits.limit())
      // One in three answers is lost on its way.
      if edits.isLikely(2, in: 3) { try partner.take(answer) }
    }
    try await partner.drain()
    let view = try CopyOfView(of: edits.party, in: world).records
    #expect(partner.digests == view)
    guard partner.digests == view else { return }
    await adapter.wait(at: "https://hook.example/in") { Pushed($0).digests == view }
    let pushed = Pushed(adapter.events(at: "https://hook.example/in"))
    #expect(pushed.copy == partner.copy)
    #expect(!view.isEmpty)
    let ids = try edits.ids
    var twins = 0
    for (record, states) in partner.history {
      twins += try expectOneOrder(states, pushed.history[record] ?? [], ids)
    }
    #expect(twins >= view.count)
  }

  /// Each may have passed some states of a record over, but takes none after a newer one; and what
  /// both were told of one position is the same.
  ///
  /// Returns how often they were told of one.
  private func expectOneOrder(
    _ pulled: [TakenState], _ pushed: [TakenState], _ ids: PartyIDs
  ) throws -> Int {
    for states in [pulled, pushed] {
      let positions = try states.map { try #require(ids.position(at: $0.at)) }
      #expect(positions == positions.sorted())
    }
    var twins = 0
    for state in pulled {
      guard
        let twin = pushed.first(where: { $0.at == state.at && $0.isRemoval == state.isRemoval })
      else { continue }
      #expect(twin == state)
      twins += 1
    }
    return twins
  }
}

/// Edits of a directory that a partner sees in part.
private struct RandomEdits {
  let world: World
  let partnerKey: String
  let party: Party
  private let partner: String
  private let departments: [String]
  private var generator: RandomGenerator
  private var contacts: [String] = []
  private var rules: [String] = []
  private var count = 0

  init(_ world: World, seed: UInt64) async throws {
    self.world = world
    generator = RandomGenerator(SeededRandom(seed: seed))
    let record: JSON = ["code": "p", "name": "P", "kind": "dealer"]
    partner = try await world.create("partners", record).id
    _ = try await world.send(.post, "/v1/partners/\(partner)/activate", as: world.brand)
    let key = try await world.create("keys", ["name": "Admin", "party": .string(partner)])
    partnerKey = try #require(key.json["key"]?.string)
    var departments: [String] = []
    for code in ["a", "b"] {
      departments.append(
        try await world.create("departments", ["code": .string(code), "name": "0000"]).id)
    }
    self.departments = departments
    let session = try world.gateway.makeSession()
    let ids = try session.ids(of: .enterprise, in: world.enterprise)
    party = .partner(PartnerID(try #require(ids.record(partner, .partner))))
  }

  /// Those that the partner knows.
  var ids: PartyIDs {
    get throws { try world.gateway.makeSession().ids(of: party, in: world.enterprise) }
  }

  mutating func isLikely(_ share: Int, in whole: Int) -> Bool {
    Int.random(in: 0..<whole, using: &generator) < share
  }

  mutating func limit() -> Int { Int.random(in: 1...12, using: &generator) }

  private mutating func name() -> JSON {
    count += 1
    return .string(String(10_000 + count))
  }

  mutating func next() async throws {
    switch Int.random(in: 0..<10, using: &generator) {
    case 0, 1: try await addContact()
    case 2, 3, 4: try await change(["name": name()])
    case 5: try await change(["departments": [["department": .string(department())]]])
    case 6: try await removeContact()
    case 7, 8: try await addRule()
    default: try await removeRule()
    }
  }

  private mutating func department() -> String {
    departments[Int.random(in: 0..<departments.count, using: &generator)]
  }

  private mutating func addContact() async throws {
    let places: JSON = [["department": .string(department())]]
    let body: JSON = ["code": .string("c\(count)"), "name": name(), "departments": places]
    contacts.append(try await world.create("contacts", body).id)
  }

  private mutating func change(_ change: JSON) async throws {
    guard let id = contacts.randomElement(using: &generator) else { return }
    let answer = try await world.send(.patch, "/v1/contacts/\(id)", change, as: world.brand)
    #expect(answer.status == 200)
  }

  private mutating func removeContact() async throws {
    guard let index = contacts.indices.randomElement(using: &generator) else { return }
    let id = contacts.remove(at: index)
    #expect(
      try await world.send(.delete, "/v1/contacts/\(id)", as: world.brand).status == 204)
  }

  private mutating func addRule() async throws {
    count += 1
    let body: JSON = [
      "code": .string("r\(count)"), "effect": "allow",
      "seen": ["departments": [.string(department())]],
      "seen_by": ["partners": [.string(partner)]], "fields": ["classes": ["public": "clear"]],
    ]
    rules.append(try await world.create("rules", body).id)
  }

  private mutating func removeRule() async throws {
    guard rules.count > 1, let index = rules.indices.randomElement(using: &generator) else {
      return
    }
    let id = rules.remove(at: index)
    #expect(try await world.send(.delete, "/v1/rules/\(id)", as: world.brand).status == 204)
  }
}

import Crypto
import Domain
import Gateway
import Storage
import Testing
import Wire

/// How much goes without a person, and that a person is always heard.
@Suite struct RemovalBrakeTests {
  private func running(
    records: Int = 3, percent: Int = 10, window: Duration = .seconds(86_400), seed: UInt64 = 1
  ) throws -> TestGateway {
    var configuration = GatewayConfiguration()
    configuration.removalLimit = try RemovalLimit(
      records: records, percent: percent, window: window)
    return try TestGateway(configuration: configuration, seed: seed)
  }

  private func add(_ count: Int, to running: TestGateway) async throws -> [Contact] {
    let contacts = try (0..<count).map { try running.contact("c\($0)") }
    #expect(await running.run(contacts.map { .create(.contact($0)) }).allSatisfy { $0.isAccepted })
    return contacts
  }

  private func removals(_ contacts: some Sequence<Contact>) -> [Command] {
    contacts.map { .remove($0.id.record, .contact) }
  }

  @Test func `removals up to the limit pass, further ones are refused with the numbers`()
    async throws
  {
    let running = try running()
    let contacts = try await add(10, to: running)
    let answers = await running.run(removals(contacts))
    #expect(answers.prefix(3).allSatisfy { $0.isAccepted })
    for answer in answers.dropFirst(3) {
      guard case .refused(let refusal) = answer.failure else {
        Issue.record("a removal beyond the limit was accepted")
        continue
      }
      #expect(refusal.reason == .removalBrake)
      #expect(refusal.excess?.limit == 3)
      #expect(refusal.excess?.removed == 3)
      #expect(refusal.excess?.confirmation == 4)
    }
  }

  @Test func `a large organization may lose its share`() async throws {
    let running = try running()
    let contacts = try await add(50, to: running)
    let answers = await running.run(removals(contacts.prefix(9)))
    #expect(answers.map(\.isAccepted) == (0..<9).map { $0 < 5 })
    // What comes counts at once: one tenth of sixty.
    let more = try (0..<10).map { try running.contact("d\($0)") }
    _ = await running.run(more.map { .create(.contact($0)) })
    let rest = await running.run(removals(contacts[5..<8]))
    #expect(rest.map(\.isAccepted) == [true, false, false])
  }

  @Test func `a person confirms up to the number that is named, and no further`() async throws {
    let running = try running()
    let contacts = try await add(12, to: running)
    _ = await running.run(removals(contacts.prefix(3)))
    let confirmed = await running.run(
      removals(contacts[3..<8]).map { TestGateway.Request($0, confirming: 6) })
    #expect(confirmed.map(\.isAccepted) == [true, true, true, false, false])
    #expect(confirmed[3].refusal == .removalBrake)
    let words = try running.commandWords().suffix(3)
    #expect(words == Array(repeating: "contact.remove_confirmed", count: 3)[...])
    // What was confirmed does not use the limit up, once the rest has left the window.
    running.clock.advance(by: .seconds(90_000))
    let later = await running.run(removals(contacts[6..<10]))
    #expect(later.map(\.isAccepted) == [true, true, true, false])
  }

  @Test func `the window slides with the times of the entries`() async throws {
    let running = try running(window: .seconds(1_440))
    let contacts = try await add(10, to: running)
    for (number, contact) in contacts.prefix(4).enumerated() {
      running.clock.advance(by: .seconds(490))
      let answer = await running.run(removals([contact]))[0]
      #expect(answer.isAccepted, "removal \(number)")
    }
    #expect(await running.run(removals([contacts[4]]))[0].isAccepted == false)
  }

  @Test func `organizations are counted apart`() async throws {
    let running = try running()
    let contacts = try await add(5, to: running)
    let partner = try running.partner("p")
    let staff = try (0..<5).map { number in
      Contact(
        id: ContactID(from: running.random), organization: .partner(partner.id),
        code: try Code("s\(number)"), name: try Name("S"))
    }
    _ = await running.run(.create(.partner(partner)))
    let admin = Actor(party: .partner(partner.id), role: .partnerAdmin, key: nil)
    _ = await running.run(staff.map { .create(.contact($0)) }, as: admin)
    #expect(await running.run(removals(contacts)).filter(\.isAccepted).count == 3)
    #expect(await running.run(removals(staff), as: admin).filter(\.isAccepted).count == 3)
  }

  @Test func `a membership with those below it counts each`() async throws {
    let running = try running()
    let (top, rest) = try await tree(of: 4, in: running)
    let end = Command.endMembership(top.id, children: .end)
    let refused = await running.run(end)
    guard case .refused(let refusal) = refused.failure else {
      return #expect(Bool(false), "five memberships ended at once")
    }
    #expect(refusal.excess?.confirmation == rest.count + 1)
    let confirmed = await running.run([TestGateway.Request(end, confirming: rest.count + 1)])
    #expect(confirmed[0].isAccepted)
  }

  @Test func `suspending and terminating are never braked`() async throws {
    let running = try running(records: 0, percent: 0)
    let (top, _) = try await tree(of: 4, in: running)
    _ = await running.run(.movePartner(top.partner, .activate))
    #expect(await running.run(.movePartner(top.partner, .suspend)).isAccepted)
    #expect(await running.run(.movePartner(top.partner, .terminate(children: .end))).isAccepted)
    let department = try running.department("d")
    let rule = try running.rule("r", showing: department.id, to: top.partner)
    _ = await running.run([.create(.department(department)), .create(.rule(rule))])
    #expect(await running.run(.remove(rule.id.record, .rule)).isAccepted)
  }

  @Test func `a start finds the window as it was`() async throws {
    let running = try running(records: 4)
    let contacts = try await add(12, to: running)
    _ = await running.run(removals(contacts.prefix(2)))
    running.clock.advance(by: .seconds(50_000))
    _ = await running.run(removals(contacts[2..<4]))
    _ = await running.run([TestGateway.Request(removals(contacts[4..<5])[0], confirming: 5)])
    running.clock.advance(by: .seconds(20_000))
    let before = try #require(running.gateway.state.enterprises[running.enterprise]?.removals)
    let store = try running.store.crashedCopy()
    var configuration = GatewayConfiguration()
    configuration.removalLimit = try RemovalLimit(
      records: 4, percent: 10, window: .seconds(86_400))
    let again = try TestGateway.gateway(over: store, running.clock, running.random, configuration)
    let after = try #require(again.state.enterprises[running.enterprise]?.removals)
    #expect(after == before)
    let count = after.count(of: .enterprise, at: running.clock.now())
    #expect(count == RemovalCount(unconfirmed: 4, all: 5))
  }

  @Test(arguments: UInt64(1)...6)
  func `no sequence of unconfirmed removals goes beyond the limit within a window`(seed: UInt64)
    async throws
  {
    let window = Duration.seconds(1_440)
    let running = try running(records: 4, percent: 20, window: window, seed: seed)
    var random = SplitMix(seed: seed)
    var live = try await add(30, to: running)
    var size = live.count
    var removed: [(time: Timestamp, sizeBefore: Int)] = []
    for number in 0..<120 {
      running.clock.advance(by: .seconds(Int(random.next() % 200)))
      if random.next() % 4 == 0 {
        let contact = try running.contact("n\(number)")
        #expect(await running.run(.create(.contact(contact))).isAccepted)
        live.append(contact)
        size += 1
        continue
      }
      let contact = live.remove(at: Int(random.next() % UInt64(live.count)))
      let answer = await running.run(removals([contact]))[0]
      guard let outcome = answer.outcome else {
        #expect(answer.refusal == .removalBrake)
        live.append(contact)
        continue
      }
      size -= 1
      removed.append((outcome.time, size + 1))
      let recent = removed.filter { $0.time > outcome.time - window }
      let allowed = max(4, (size + recent.count) * 20 / 100)
      #expect(recent.count <= allowed)
    }
    #expect(removed.count > 8)
  }

  private func tree(
    of count: Int, in running: TestGateway
  ) async throws -> (top: Membership, below: [Membership]) {
    let chain = Chain(
      id: ChainID(from: running.random), code: try Code("c"), name: try Name("Chain"))
    _ = await running.run(.create(.chain(chain)))
    let partners = try (0...count).map { try running.partner("p\($0)") }
    _ = await running.run(partners.map { .create(.partner($0)) })
    var parent: MembershipID?
    var places: [Membership] = []
    for partner in partners {
      let place = Membership(
        id: MembershipID(from: running.random), chain: chain.id, partner: partner.id, groups: [],
        parent: parent)
      #expect(await running.run(.create(.membership(place))).isAccepted)
      parent = place.id
      places.append(place)
    }
    return (places[0], Array(places.dropFirst()))
  }
}

/// A small generator with a seed.
private struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension Result<Outcome, SubmissionFailure> {
  var isAccepted: Bool { outcome != nil }
}

extension TestGateway {
  /// The words of all entries, in order.
  func commandWords() throws -> [String] {
    let session = try gateway.makeSession()
    return try session.entries(after: .start, limit: 10_000, in: enterprise).map(\.command)
  }
}

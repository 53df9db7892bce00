import Crypto
import Testing
import Wire

@testable import Domain

@Suite struct JournalTests {
  private let random = SeededRandom(seed: 11)

  private func entry(changes count: Int, by actor: Actor, after previous: Digest) -> Entry {
    Entry(
      position: Position(Int64(count) + 5), time: World.now, actor: actor,
      command: "contact.change",
      changes: (0..<count).map { number in
        EntryChange(
          record: RecordID(random.block()), kind: .contact,
          commitment: Commitment(salt: random.block(), encoded: Array("\(number)".utf8)))
      }, previous: previous)
  }

  private var actors: [Actor] {
    [
      .operatorAtMachine,
      Actor(party: .enterprise, role: .brandAdmin, key: KeyID(from: random)),
      Actor(
        party: .partner(PartnerID(from: random)), role: .partnerAdmin, key: KeyID(from: random)),
    ]
  }

  @Test(arguments: [0, 1, 3, 1_000])
  func `an entry reads back from its content`(count: Int) throws {
    for actor in actors {
      let entry = entry(changes: count, by: actor, after: SHA256.hash([1]))
      #expect(try Entry(content: entry.content, previous: entry.previous) == entry)
    }
  }

  @Test func `any changed byte of an entry changes its hash or is refused`() throws {
    for actor in actors {
      let entry = entry(changes: 2, by: actor, after: SHA256.hash([1]))
      for index in entry.content.indices {
        for mask in [0x01, 0x80, 0xFF] as [UInt8] {
          var content = entry.content
          content[index] ^= mask
          let read = try? Entry(content: content, previous: entry.previous)
          #expect(read?.hash != entry.hash)
        }
      }
    }
  }

  @Test func `a cut or lengthened entry is refused`() {
    let entry = entry(changes: 2, by: actors[2], after: .zero)
    for count in 0..<entry.content.count {
      #expect(throws: DamagedRecord.self) {
        try Entry(content: Array(entry.content.prefix(count)), previous: .zero)
      }
    }
    #expect(throws: DamagedRecord.self) {
      try Entry(content: entry.content + [0], previous: .zero)
    }
  }

  @Test(arguments: [0, 1, 50])
  func `hashes taken in parts are those of the whole`(count: Int) throws {
    let previous = SHA256.hash([7])
    let entry = entry(changes: count, by: .operatorAtMachine, after: previous)
    #expect(entry.hash == SHA256.hash(previous.bytes + entry.content))
    #expect(try Entry(content: entry.content, previous: previous).content == entry.content)
    let salt = Block128(high: 1, low: .max)
    let encoded = [UInt8](repeating: 9, count: count)
    #expect(
      Commitment(salt: salt, encoded: encoded).digest == SHA256.hash(salt.bytes + encoded))
  }

  @Test func `an entry's hash covers the one before it`() {
    let first = entry(changes: 1, by: .operatorAtMachine, after: SHA256.hash([1]))
    let second = Entry(
      position: first.position, time: first.time, actor: first.actor, command: first.command,
      changes: first.changes, previous: SHA256.hash([2]))
    #expect(first.content == second.content)
    #expect(first.hash != second.hash)
  }

  @Test func `two enterprises begin from different hashes`() {
    #expect(
      Entry.origin(of: EnterpriseID(from: random)) != Entry.origin(of: EnterpriseID(from: random)))
  }

  @Test func `a commitment depends on salt and bytes and keeps a removal apart from a version`() {
    let salt = random.block()
    let one = Commitment(salt: salt, encoded: [1])
    #expect(one == Commitment(salt: salt, encoded: [1]))
    #expect(one != Commitment(salt: random.block(), encoded: [1]))
    #expect(one != Commitment(salt: salt, encoded: [2]))
    #expect(one != Commitment(salt: salt, encoded: []))
  }

  @Test func `a membership that begins and one that ends are facts`() throws {
    var world = World()
    let created = Membership(
      id: .init(from: world.random), chain: world.supply.id, partner: world.dealer.id, groups: [],
      parent: nil)
    let joined = Fact.facts(of: try world.run(.create(.membership(created))))
    #expect(joined.map(\.type) == [.chainMemberJoined])
    #expect(joined.first?.partner == world.dealer.id)
    #expect(joined.first?.chain == world.supply.id)
    #expect(joined.first?.subject == created.id.record)
    let left = Fact.facts(of: try world.run(.endMembership(created.id, children: nil)))
    #expect(left.map(\.type) == [.chainMemberLeft])
  }

  @Test func `the steps of a partner are facts, counted within their entry`() throws {
    var world = World()
    let id = world.dealer.id
    #expect(
      Fact.facts(of: try world.run(.movePartner(id, .suspend))).map(\.type) == [.partnerSuspended])
    #expect(
      Fact.facts(of: try world.run(.movePartner(id, .resume))).map(\.type) == [.partnerResumed])
    let end = Fact.facts(of: try world.run(.movePartner(id, .terminate(children: .end))))
    #expect(
      end.map(\.type)
        == [.partnerTerminated, .chainMemberLeft, .chainMemberLeft, .chainMemberLeft])
    #expect(end.map(\.ordinal) == [0, 1, 2, 3])
    #expect(Set(end.dropFirst().map(\.partner)).count == 3)
  }

  @Test func `what is no happening has no fact`() throws {
    var world = World()
    let pending = Partner(
      id: .init(from: world.random), code: .of("new"), name: .of("New"), kind: .outlet)
    #expect(Fact.facts(of: try world.run(.create(.partner(pending)))).isEmpty)
    #expect(Fact.facts(of: try world.run(.movePartner(pending.id, .activate))).isEmpty)
    let renamed = Command.change(.partner(pending.id, .init(name: .of("Newer"))))
    #expect(Fact.facts(of: try world.run(renamed)).isEmpty)
  }
}

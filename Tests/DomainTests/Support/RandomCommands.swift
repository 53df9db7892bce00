import Crypto
import Wire

@testable import Domain

/// Draws commands about the records of a state, many of them wrong.
struct RandomCommands {
  private var chance: RandomRecords
  private let random: SeededRandom

  init(seed: UInt64) {
    chance = RandomRecords(seed: seed)
    random = SeededRandom(seed: seed &+ 1)
  }

  private mutating func id<Subject>(
    _ kind: RecordKind, in records: [RecordKind: [RecordID]]
  ) -> Identifier<Subject> {
    guard let ids = records[kind], !ids.isEmpty, chance.number(below: 20) > 0 else {
      return Identifier(from: random)
    }
    return Identifier(chance.pick(ids))
  }

  private mutating func optional<Subject>(
    _ kind: RecordKind, in records: [RecordKind: [RecordID]]
  ) -> Identifier<Subject>? {
    chance.flip() ? id(kind, in: records) : nil
  }

  private mutating func code() -> Code { Code(stored: "c\(chance.number(below: 40))") }

  mutating func actor(in records: [RecordKind: [RecordID]]) -> Actor {
    guard chance.number(below: 4) == 0 else { return .operatorAtMachine }
    return Actor(party: .partner(id(.partner, in: records)), role: .partnerAdmin, key: nil)
  }

  mutating func next(by actor: Actor, in records: [RecordKind: [RecordID]]) throws -> Command {
    switch chance.number(below: 13) {
    case 0...4: .create(try creation(by: actor, in: records))
    case 5, 6, 7: .change(change(in: records))
    case 8:
      .endMembership(
        id(.membership, in: records),
        children: chance.pick([nil, .end, .move(to: optional(.membership, in: records))]))
    case 9, 10:
      .movePartner(
        id(.partner, in: records),
        chance.pick([
          .activate, .activate, .suspend, .resume,
          .terminate(children: chance.pick([nil, .end, .move(to: nil)])),
        ]))
    case 11:
      .settleAgreement(
        id(.agreement, in: records),
        chance.pick([.accept(version: 1), .accept(version: 2), .decline(version: 2)]))
    default: removal(in: records)
    }
  }

  private mutating func removal(in records: [RecordKind: [RecordID]]) -> Command {
    let kind = chance.pick(RecordKind.allCases)
    let id: Identifier<Chain> = id(kind, in: records)
    return .remove(id.record, kind)
  }

  private mutating func owner(by actor: Actor, in records: [RecordKind: [RecordID]]) -> Party {
    chance.number(below: 5) > 0 ? actor.party : .partner(id(.partner, in: records))
  }

  private mutating func creation(
    by actor: Actor, in records: [RecordKind: [RecordID]]
  ) throws -> Record {
    switch chance.number(below: 11) {
    case 9, 10:
      .link(
        Link(
          id: .init(from: random), organization: owner(by: actor, in: records),
          from: id(.contact, in: records), to: id(.contact, in: records)))
    case 0: .chain(Chain(id: .init(from: random), code: code(), name: .of("C")))
    case 1:
      .group(
        Group(
          id: .init(from: random), chain: id(.chain, in: records),
          parent: optional(.group, in: records), code: code(), name: .of("G")))
    case 2:
      .partner(Partner(id: .init(from: random), code: code(), name: .of("P"), kind: .dealer))
    case 7:
      .agreement(
        Agreement(
          id: .init(from: random), partner: id(.partner, in: records), terms: chance.terms()))
    case 3, 4:
      .membership(
        Membership(
          id: .init(from: random), chain: id(.chain, in: records),
          partner: id(.partner, in: records),
          groups: chance.flip() ? [] : [id(.group, in: records)],
          parent: optional(.membership, in: records)))
    case 5:
      .department(
        Department(
          id: .init(from: random), organization: owner(by: actor, in: records),
          parent: optional(.department, in: records), code: code(), name: .of("D")))
    case 6:
      .contact(
        Contact(
          id: .init(from: random), organization: owner(by: actor, in: records), code: code(),
          name: .of("P"), placements: [.init(department: id(.department, in: records))]))
    default: .rule(rule(owner(by: actor, in: records), in: records))
    }
  }

  private mutating func rule(_ owner: Party, in records: [RecordKind: [RecordID]]) -> Rule {
    Rule(
      id: .init(from: random), organization: owner, code: code(),
      effect: chance.pick(Rule.Effect.allCases), seen: seen(in: records),
      seenBy: seenBy(in: records), fields: chance.levels())
  }

  private mutating func seen(in records: [RecordKind: [RecordID]]) -> Rule.Seen {
    switch chance.number(below: 4) {
    case 0: .init(departments: [id(.department, in: records)])
    case 1: .init(singleDepartments: [id(.department, in: records)])
    case 2: .init(positions: [.of("Manager")])
    default: .init(contacts: [id(.contact, in: records)])
    }
  }

  private mutating func seenBy(in records: [RecordKind: [RecordID]]) -> Rule.SeenBy {
    switch chance.number(below: 7) {
    case 0: .init(enterprise: true)
    case 1: .init(partners: [id(.partner, in: records)])
    case 2: .init(singleGroups: [id(.group, in: records)])
    case 3: .init(kinds: [chance.pick(Partner.Kind.allCases)])
    case 4:
      .init(
        tiers: [Tier(chain: id(.chain, in: records), depth: 1 + chance.number(below: 3))]
          .compactMap { $0 })
    case 5: .init(subtrees: [id(.partner, in: records)])
    default: .init(groups: [id(.group, in: records)])
    }
  }

  private mutating func change(in records: [RecordKind: [RecordID]]) -> RecordChange {
    switch chance.number(below: 9) {
    case 8: return .link(id(.link, in: records), .init(to: id(.contact, in: records)))
    case 0: return .chain(id(.chain, in: records), .init(code: code()))
    case 1:
      return .group(
        id(.group, in: records), .init(parent: .some(optional(.group, in: records))))
    case 2: return .partner(id(.partner, in: records), .init(code: code()))
    case 3:
      return .membership(
        id(.membership, in: records),
        .init(
          groups: [id(.group, in: records)], parent: .some(optional(.membership, in: records))))
    case 4:
      return .department(
        id(.department, in: records), .init(parent: .some(optional(.department, in: records))))
    case 7:
      let terms = chance.terms()
      return .agreement(
        id(.agreement, in: records),
        .init(ceiling: terms.ceiling, purposes: terms.purposes, term: .some(terms.term)))
    case 5:
      var change = Contact.Change()
      change.code = code()
      change.placements = [.init(department: id(.department, in: records))]
      return .contact(id(.contact, in: records), change)
    default:
      var change = Rule.Change()
      change.seen = seen(in: records)
      change.seenBy = seenBy(in: records)
      return .rule(id(.rule, in: records), change)
    }
  }
}

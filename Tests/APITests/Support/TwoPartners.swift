import Testing
import Wire

/// An enterprise with a chain, a group, its own directory and two partners that must not see one
/// another.
struct TwoPartners {
  let world: World
  let chain: String
  let group: String
  let department: String
  let contact: String
  /// Is above the contact.
  let boss: String
  /// Reports to nobody.
  let newcomer: String
  let link: String
  let rule: String
  let endpoint: String
  let ownKey: String
  /// A change of the enterprise that waits.
  let staged: String
  /// With the first partner, for whom version 2 waits.
  let agreement: String
  let first: PartnerSide
  let second: PartnerSide

  init() async throws {
    world = try World()
    chain = try await world.create("chains", ["code": "parts", "name": "Parts"]).id
    group = try await world.create(
      "groups", ["chain": .string(chain), "code": "north", "name": "North"]
    ).id
    department = try await world.create("departments", ["code": "buying", "name": "Buying"]).id
    contact = try await world.create(
      "contacts", .contact("bob", department: department, name: "Bob of Acme")
    ).id
    boss = try await world.create("contacts", ["code": "zoe", "name": "Zoe of Acme"]).id
    newcomer = try await world.create("contacts", ["code": "zack", "name": "Zack of Acme"]).id
    link = try await world.create("links", ["from": .string(contact), "to": .string(boss)]).id
    first = try await PartnerSide.make("alpha", in: world, chain: chain, group: group)
    second = try await PartnerSide.make("beta", in: world, chain: chain, group: group)
    rule = try await world.create(
      "rules",
      [
        "code": "to-first", "effect": "allow", "seen": ["departments": [.string(department)]],
        "seen_by": ["partners": [.string(first.id)]],
        "fields": ["classes": ["public": "clear"], "fields": ["emails": "masked"]],
      ]
    ).id
    endpoint = try await world.create("endpoints", .endpoint("main", "acme")).id
    ownKey = try await world.create("keys", ["name": "Second admin"]).id
    staged = try await world.addStagedChange()
    agreement = try await world.create("agreements", .agreement(with: first.id)).id
    let offer: JSON = ["purposes": ["service", "sales"]]
    let answer = try await world.send(
      .patch, "/v1/agreements/\(agreement)", offer, as: world.brand)
    #expect(answer.status == 200)
  }
}

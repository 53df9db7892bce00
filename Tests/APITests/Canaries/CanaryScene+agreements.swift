import Domain
import Testing
import Views
import Wire

extension CanaryScene {
  /// The first or other terms with a partner, or what it says to an offer.
  mutating func changeAgreement() async throws {
    guard let partner = pick(partners) else { return }
    guard let id = agreements[partner.party] else { return try await agree(with: partner) }
    let path = "/v1/agreements/\(id)"
    guard number(0...1) == 0 else {
      _ = try await world.send(.patch, path, .object(terms()), as: world.brand)
      return
    }
    let known = try await world.send(.get, path, as: world.brand)
    let record = try #require(history.ids(of: .enterprise).record(id, .agreement))
    let own = try history.ids(of: partner.party).text(record, .agreement)
    let word = number(0...3) == 0 ? "decline" : "accept"
    _ = try await world.send(
      .post, "/v1/agreements/\(own)/\(word)", ["version": known.json["version"] ?? .null],
      as: partner.key)
  }

  private mutating func agree(with partner: CanaryPartner) async throws {
    var body = terms()
    body["partner"] = .string(partner.id)
    let made = try await world.send(.post, "/v1/agreements", .object(body), as: world.brand)
    guard made.status == 201 else { return }
    agreements[partner.party] = made.id
    let record = try #require(history.ids(of: .enterprise).record(made.id, .agreement))
    history.note(record, knownTo: [partner.party])
  }

  /// Wide more often than not, so that there is something to tell.
  private mutating func terms() -> JSONObject {
    let levels: [JSON] = ["clear", "clear", "clear", "masked", "hidden"]
    let classes: JSON = [
      "public": "clear", "business": pick(levels) ?? .null, "personal": pick(levels) ?? .null,
    ]
    let purposes: JSON = number(0...9) == 0 ? ["sales"] : ["service", "sales"]
    return ["ceiling": ["classes": classes], "purposes": purposes]
  }
}

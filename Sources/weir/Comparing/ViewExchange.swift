import ContractKit
import Views
import Wire

/// The exchanges of one comparison: all speak of the moment of the first, for the file stands still.
struct ViewExchange {
  private let api: APIClient
  private let party: String?
  private let endpoint: String?
  private(set) var at: String?

  init(_ api: APIClient, party: String?, endpoint: String?) {
    self.api = api
    self.party = party
    self.endpoint = endpoint
  }

  init(_ told: Invocation, _ session: ClientSession) throws {
    api = session.api
    party = try told["party"].map { try session.references.id("partner", $0) }
    endpoint = try told["endpoint"].map { [party] in
      try session.references.id("endpoint", $0, within: party)
    }
    at = told["at"]
  }

  mutating func ask(_ claims: [RangeClaim]) throws -> [RangeVerdict] {
    let answer = try api.write(.post, "/v1/view/compare", body: try body(claims)).json
    if at == nil { at = answer["at"]?.string }
    let verdicts = (answer["ranges"]?.array ?? []).compactMap { RangeVerdict($0) }
    guard verdicts.count == claims.count else {
      throw CommandFailure("the answer is none to this request; check --url and the versions")
    }
    return verdicts
  }

  private func body(_ claims: [RangeClaim]) throws -> JSON {
    var writer = JSONWriter()
    writer.beginArray()
    for claim in claims { claim.write(to: &writer) }
    writer.endArray()
    var body: JSONObject = [:]
    if let at { body["at"] = .string(at) }
    if let party { body["party"] = .string(party) }
    if let endpoint { body["endpoint"] = .string(endpoint) }
    body["ranges"] = try JSON.parse(writer.finish())
    return .object(body)
  }
}

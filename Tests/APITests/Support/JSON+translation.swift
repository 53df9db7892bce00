import Wire

extension JSON {
  /// A request to translate ids; a side without a party is the key's own.
  static func translation(_ ids: [String], from: String? = nil, to: String? = nil) -> JSON {
    ["from": side(from), "to": side(to), "ids": .array(ids.map { .string($0) })]
  }

  private static func side(_ party: String?) -> JSON {
    guard let party else { return ["namespace": "weir"] }
    return ["namespace": "weir", "party": .string(party)]
  }
}

extension TwoPartners {
  /// What each id became, as one key asks; nil for an unknown one.
  func translate(
    _ ids: [String], from: String? = nil, to: String? = nil, as key: String
  ) async throws -> [String?] {
    let answer = try await world.send(
      .post, "/v1/ids/translate", .translation(ids, from: from, to: to), as: key)
    return (answer.json["results"]?.array ?? []).map { $0["id"]?.string }
  }
}

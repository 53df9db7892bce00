import Wire

/// What is asked of the API for some ids; a side without a party is the key's own.
struct TranslationRequest {
  let from: String?
  let to: String?

  /// So many ids go into one request.
  static let limit = 10_000

  func body(for ids: ArraySlice<String>) -> JSON {
    ["from": Self.side(from), "to": Self.side(to), "ids": .array(ids.map { .string($0) })]
  }

  /// The outcomes in an answer, one for each id.
  func results(in answer: JSON, count: Int) throws(CommandFailure) -> [JSON] {
    guard let results = answer["results"]?.array, results.count == count else {
      throw CommandFailure("the answer does not fit the request; is this the API of Weir?")
    }
    return results
  }

  private static func side(_ party: String?) -> JSON {
    var side: JSONObject = ["namespace": "weir"]
    if let party { side["party"] = .string(party) }
    return .object(side)
  }
}

/// What came of it, as lines or as JSON.
struct TranslationReport {
  let ids: [String]
  /// In the order of the ids.
  let results: [JSON]

  var lines: [String] {
    zip(ids, results).map { asked, result in
      "\(TextTable.cell(asked))\t\(result["id"]?.string ?? TextTable.nothing)"
    }
  }

  /// Each outcome with the id that was asked about.
  var json: JSON {
    let items = zip(ids, results).map { asked, result in
      var item = result.object ?? [:]
      item["asked"] = .string(asked)
      return JSON.object(item)
    }
    return ["results": .array(items)]
  }

  /// A sentence about ids that were not translated; nil where all were.
  var note: String? {
    let unknown = results.count { $0["id"] == nil }
    guard unknown > 0 else { return nil }
    return "\(unknown) of \(ids.count) are unknown to one of the sides, or no ids of the first."
  }
}

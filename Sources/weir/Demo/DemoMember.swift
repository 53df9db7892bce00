import Wire

/// One organization of the demonstration that has a system: its key and its mock.
struct DemoMember {
  /// The words that the account uses: the partner's code, or "the brand's CRM".
  let name: String
  /// Its code; nil for the enterprise itself.
  let code: String?
  /// Its id as the enterprise knows it; nil for the enterprise itself.
  let partner: String?
  let known: KnownRecords
  let mock: MockProcess

  var api: APIClient { known.api }

  /// The rows that the party sees, by the ids that it knows: its view, read through the API.
  func view(of organizations: [String]) throws -> [String: JSON] {
    var rows: [String: JSON] = [:]
    for kind in ["departments", "contacts"] {
      for organization in organizations {
        let query = [QueryItem("organization", organization)]
        for item in try Pages(api).all("/v1/\(kind)", query) {
          if let id = item["id"]?.string { rows[id] = item }
        }
      }
    }
    return rows
  }
}

import Wire

/// One organization of the demonstration, with its key and, where it has one, its mock system.
struct DemoMember {
  /// The words that the account uses.
  let name: String
  /// Its id as the enterprise knows it; nil for the enterprise itself.
  let partner: String?
  let client: APIClient
  let mock: MockProcess?

  /// The rows that the party sees, by the ids that it knows: its view, read through the API.
  func view(of organizations: [String]) throws -> [String: JSON] {
    var rows: [String: JSON] = [:]
    for kind in ["departments", "contacts"] {
      for organization in organizations {
        let query = [QueryItem("organization", organization)]
        for item in try Pages(client).all("/v1/\(kind)", query) {
          if let id = item["id"]?.string { rows[id] = item }
        }
      }
    }
    return rows
  }
}

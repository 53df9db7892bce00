import Wire

/// Reads listings page by page.
struct Pages {
  private let api: APIClient

  /// The most that the API gives at a time.
  static let largest = 200

  init(_ api: APIClient) {
    self.api = api
  }

  /// Every record of a listing.
  func all(_ path: String, _ query: [QueryItem]) throws -> [JSON] {
    var records: [JSON] = []
    var cursor: String?
    repeat {
      var query = query + [QueryItem("limit", "\(Self.largest)")]
      if let cursor { query.append(QueryItem("cursor", cursor)) }
      let page = try api.get(path, query).json
      records += page["items"]?.array ?? []
      cursor = page["next"]?.string
    } while cursor != nil
    return records
  }
}

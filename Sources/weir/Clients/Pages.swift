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
    try each(path, query) { records += $0 }
    return records
  }

  /// One page of a listing after the other.
  func each(_ path: String, _ query: [QueryItem], _ body: ([JSON]) throws -> Void) throws {
    var cursor: String?
    repeat {
      var query = query + [QueryItem("limit", "\(Self.largest)")]
      if let cursor { query.append(QueryItem("cursor", cursor)) }
      let page = try api.get(path, query).json
      try body(page["items"]?.array ?? [])
      cursor = page["next"]?.string
    } while cursor != nil
  }
}

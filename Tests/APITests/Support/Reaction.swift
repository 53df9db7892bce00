import Wire

/// An answer as tests look at it.
struct Reaction {
  let response: HTTPResponse
  let json: JSON

  init(_ response: HTTPResponse) {
    self.response = response
    json = (try? JSON.parse(response.body)) ?? .null
  }

  var status: Int { response.status.code }
  var tag: String { response.fields.first(.eTag) ?? "" }
  var id: String { json["id"]?.string ?? "" }
  var isReplayed: Bool { response.fields.first("idempotency-replayed") == "true" }

  /// The last part of a problem's type.
  var problem: String? {
    json["type"]?.string.map { String($0.split(separator: "/").last ?? "") }
  }

  /// Where a problem's errors point to.
  var pointers: [String] {
    (json["errors"]?.array ?? []).compactMap { $0["pointer"]?.string ?? $0["parameter"]?.string }
  }

  var items: [JSON] { json["items"]?.array ?? [] }
  var next: String? { json["next"]?.string }

  func texts(_ name: String) -> [String] { items.compactMap { $0[name]?.string } }
}

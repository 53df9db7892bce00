import HTTPClient
import Wire

/// The public API as one bearer of the demonstration uses it.
final class DemoClient {
  private let client: BlockingClient
  private let url: String
  private let key: String?

  init(url: String, key: String?) throws {
    self.url = url
    self.key = key
    client = try BlockingClient(
      configuration: ClientConfiguration(
        egressPolicy: try DemoStage.loopback, userAgent: Version.userAgent))
  }

  func get(_ path: String) throws -> JSON {
    try call(.get, path, nil)
  }

  @discardableResult
  func post(_ path: String, _ body: JSON = .object([:])) throws -> JSON {
    try call(.post, path, body)
  }

  @discardableResult
  func patch(_ path: String, _ body: JSON) throws -> JSON {
    try call(.patch, path, body)
  }

  /// Every item of a listing, page by page.
  func all(_ path: String) throws -> [JSON] {
    var items: [JSON] = []
    var cursor: String?
    repeat {
      let mark = path.contains("?") ? "&" : "?"
      let page = try get(path + mark + "limit=200" + (cursor.map { "&cursor=\($0)" } ?? ""))
      items += page["items"]?.array ?? []
      cursor = page["next"]?.string
    } while cursor != nil
    return items
  }

  private func call(_ method: HTTPMethod, _ path: String, _ body: JSON?) throws -> JSON {
    var fields: HTTPFields = [:]
    if let key { try fields.append(name: "authorization", text: "Bearer \(key)") }
    if body != nil { fields.append("content-type", "application/json") }
    let response = try client.send(
      OutgoingRequest(
        method: method, url: try HTTPURL(parsing: url + path), fields: fields,
        body: body?.bytes ?? [], maximumResponseBytes: 16 << 20))
    let answer = response.body.isEmpty ? JSON.null : try JSON.parse(response.body)
    guard (200...299).contains(response.status) else {
      let detail = answer["detail"]?.string ?? "status \(response.status)"
      throw CommandFailure("\(method) \(path) was refused: \(detail)")
    }
    return answer
  }
}

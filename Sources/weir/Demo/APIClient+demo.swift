import HTTPClient
import Wire

extension APIClient {
  /// A client of something that serves on this machine.
  static func local(_ url: String, key: String?) throws -> APIClient {
    try APIClient(
      base: try HTTPURL(parsing: url), key: key,
      ClientConfiguration(egressPolicy: try DemoStage.loopback, userAgent: Version.userAgent))
  }

  func read(_ path: String) throws -> JSON {
    try get(path).json
  }

  @discardableResult
  func post(_ path: String, _ body: JSON = .object([:])) throws -> JSON {
    try write(.post, path, body: body).json
  }

  @discardableResult
  func patch(_ path: String, _ body: JSON) throws -> JSON {
    try write(.patch, path, body: body).json
  }
}

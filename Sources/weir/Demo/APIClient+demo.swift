import HTTPClient
import Wire

extension APIClient {
  /// A client of something that serves on this machine.
  static func local(_ url: String, key: String?) throws -> APIClient {
    try APIClient(
      base: try HTTPURL(parsing: url), key: key,
      ClientConfiguration(egressPolicy: try DemoStage.loopback, userAgent: Version.userAgent))
  }
}

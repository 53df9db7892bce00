/// Why the gateway cannot be started or asked, with what to do about it; never a secret.
package struct GatewayError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }

  static let unknownEnterprise = GatewayError(
    "this store keeps no such enterprise; list the enterprises it keeps")
}

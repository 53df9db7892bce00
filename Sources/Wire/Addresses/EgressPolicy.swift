/// Which addresses connections may be opened to.
package struct EgressPolicy: Hashable, Sendable {
  /// The networks that are permitted though they are not global.
  package let allowed: [CIDR]

  /// Global addresses only.
  package static let globalOnly = EgressPolicy(allowed: [])

  package init(allowed: [CIDR]) {
    self.allowed = allowed
  }

  /// True for a global address and for one in an allowed network; an IPv4-mapped address also
  /// counts as its IPv4 address.
  package func permits(_ address: IPAddress) -> Bool {
    if address.scope == .global || isAllowed(address) { return true }
    return address.mappedIPv4.map(isAllowed) ?? false
  }

  private func isAllowed(_ address: IPAddress) -> Bool {
    allowed.contains { $0.contains(address) }
  }
}

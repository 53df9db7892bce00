import Wire

/// Where a server listens: an address and a port.
struct ListenAddress: Hashable {
  let address: IPAddress
  let port: Int

  /// Reads `127.0.0.1:8080`, `[::1]:8080`, or a port alone on 127.0.0.1.
  init(_ text: String) throws(UsageError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let host = parts.count == 1 ? "127.0.0.1" : parts.dropLast().joined(separator: ":")
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    let bare = isBracketed ? String(host.dropFirst().dropLast()) : host
    guard let address = IPAddress(bare), address.isIPv6 == isBracketed,
      let port = parts.last.flatMap({ Int($0) }), (0...65_535).contains(port)
    else {
      throw UsageError(
        "\"\(text)\" is no address to listen on; write 127.0.0.1:8080, [::1]:8080 or 0.0.0.0:8080")
    }
    self.address = address
    self.port = port
  }

  /// The host as a URL has it.
  var host: String { address.isIPv6 ? "[\(address)]" : "\(address)" }
}

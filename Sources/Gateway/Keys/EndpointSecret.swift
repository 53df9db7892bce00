package import Crypto
package import Domain
package import Views

/// Seals and opens the signing keys of endpoints, bound to the endpoint they belong to.
package enum EndpointSecret {
  /// What stands in `SecretSlot.sealed` for these key bytes.
  package static func seal(
    _ key: [UInt8], for endpoint: EndpointID, under keys: EnterpriseKeys,
    random: some RandomSource
  ) throws(GatewayError) -> [UInt8] {
    try box(under: keys).seal(key, associated: endpoint.bits.bytes, random: random)
  }

  /// The key bytes of a slot.
  package static func open(
    _ slot: SecretSlot, of endpoint: EndpointID, under keys: EnterpriseKeys
  ) throws(GatewayError) -> Secret {
    let box = try box(under: keys)
    do throws(SealedBoxError) {
      return Secret(try box.open(slot.sealed, associated: endpoint.bits.bytes))
    } catch {
      throw GatewayError("a secret of an endpoint does not open; rotate the endpoint's secret")
    }
  }

  private static func box(under keys: EnterpriseKeys) throws(GatewayError) -> SealedBox {
    guard let box = SealedBox(key: keys.sealing) else {
      throw GatewayError("a sealing key has a wrong size; report this as a fault of the program")
    }
    return box
  }
}

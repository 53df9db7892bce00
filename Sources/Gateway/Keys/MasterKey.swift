package import Crypto
package import Domain
import Views

/// The key under which the root keys of enterprises are sealed; it is kept outside the store.
package struct MasterKey: Sendable {
  package static let byteCount = 32
  private let box: SealedBox

  /// Takes exactly 32 bytes; anything else is nil.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount, let box = SealedBox(key: bytes) else { return nil }
    self.box = box
  }

  /// Seals a root key for the one enterprise that it belongs to.
  package func seal(
    root: Secret, of enterprise: EnterpriseID, random: some RandomSource
  ) -> [UInt8] {
    root.withBytes { box.seal($0, associated: enterprise.bits.bytes, random: random) }
  }

  /// Opens what `seal` made, for the same enterprise and under the same key only.
  package func open(
    root sealed: [UInt8], of enterprise: EnterpriseID
  ) throws(GatewayError) -> Secret {
    do throws(SealedBoxError) {
      let bytes = try box.open(sealed, associated: enterprise.bits.bytes)
      guard bytes.count == EnterpriseKeys.rootByteCount else { throw .notAuthentic }
      return Secret(bytes)
    } catch {
      throw GatewayError(
        "an enterprise's root key does not open under this master key; start with the master key"
          + " that the store was made with")
    }
  }
}

package import Crypto
package import Domain
import Storage

/// Everything that is kept in memory, as it stood after one commit; never changes.
package final class PublishedState: Sendable {
  /// Counts the commits since the start.
  package let generation: UInt64
  package let enterprises: [EnterpriseID: EnterpriseState]
  /// Who a key's secret belongs to, by the SHA-256 of the secret.
  package let bearers: [Digest: Bearer]

  package init(
    generation: UInt64, enterprises: [EnterpriseID: EnterpriseState], bearers: [Digest: Bearer]
  ) {
    self.generation = generation
    self.enterprises = enterprises
    self.bearers = bearers
  }

  /// Where the journal of each enterprise stands.
  package var heads: [EnterpriseID: Position] { enterprises.mapValues(\.head.position) }
}

import Crypto

/// An organization as one that has a view: the enterprise itself, or one of its partners.
///
/// The same value names the organization that a department or contact belongs to.
package enum Party: Hashable, Sendable {
  case enterprise
  case partner(PartnerID)

  package var partner: PartnerID? {
    switch self {
    case .enterprise: nil
    case .partner(let id): id
    }
  }

  /// The scope under which the names of this organization's records are unique.
  package func scope(in enterprise: EnterpriseID) -> RecordID {
    switch self {
    case .enterprise: enterprise.record
    case .partner(let id): id.record
    }
  }
}

package import Crypto

/// The internal id of one record of a kind, random and never shown to a party.
///
/// What a party sees is this value under a permutation of its own (`Views`); equal bits mean the
/// same record at every position of the journal.
package struct Identifier<Subject>: Hashable, Comparable, Sendable {
  package let bits: Block128

  @inlinable
  package init(_ bits: Block128) {
    self.bits = bits
  }

  @inlinable
  package static func == (left: Self, right: Self) -> Bool { left.bits == right.bits }

  @inlinable
  package func hash(into hasher: inout Hasher) { bits.hash(into: &hasher) }

  /// Draws a new id; 128 random bits make a clash practically impossible.
  package init(from random: some RandomSource) {
    bits = random.block()
  }

  @inlinable
  package init(_ record: RecordID) {
    bits = record.bits
  }

  @inlinable
  package var record: RecordID { RecordID(bits) }

  package static func < (left: Self, right: Self) -> Bool {
    left.bits < right.bits
  }
}

package typealias EnterpriseID = Identifier<Enterprise>
package typealias ChainID = Identifier<Chain>
package typealias GroupID = Identifier<Group>
package typealias PartnerID = Identifier<Partner>
package typealias MembershipID = Identifier<Membership>
package typealias DepartmentID = Identifier<Department>
package typealias ContactID = Identifier<Contact>
package typealias RuleID = Identifier<Rule>
package typealias EndpointID = Identifier<Endpoint>
package typealias KeyID = Identifier<Key>
package typealias StagedChangeID = Identifier<StagedChange>
package typealias AgreementID = Identifier<Agreement>
package typealias LinkID = Identifier<Link>

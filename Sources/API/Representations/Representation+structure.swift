import Domain
import Views
import Wire

extension Representation {
  func write(_ enterprise: Enterprise, to writer: inout JSONWriter) {
    writer.member("name", enterprise.name.text)
  }

  func write(_ chain: Chain, to writer: inout JSONWriter) {
    writer.member("code", chain.code.text)
    writer.member("name", chain.name.text)
  }

  /// A partner is in the group and need not know what stands above it.
  func write(_ group: Group, to writer: inout JSONWriter) {
    member("chain", group.chain, .chain, to: &writer)
    if viewer == .enterprise { member("parent", group.parent, .group, to: &writer) }
    writer.member("code", group.code.text)
    writer.member("name", group.name.text)
  }

  func write(_ partner: Partner, to writer: inout JSONWriter) {
    writer.member("code", partner.code.text)
    writer.member("name", partner.name.text)
    writer.member("kind", partner.kind.name)
    writer.member("state", partner.state.name)
    guard viewer == .enterprise else { return }
    writer.key("id_epoch")
    writer.integer(partner.idEpoch)
  }

  /// What one partner is told of another that it deals with: how it stands to the enterprise is not
  /// its to know.
  func name(of partner: Partner) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("id", ids.text(.partner(partner.id)))
    writer.member("code", partner.code.text)
    writer.member("name", partner.name.text)
    writer.member("kind", partner.kind.name)
    writer.endObject()
    return writer.finish()
  }

  /// The membership above is another partner's, so only the enterprise is told of it.
  func write(_ membership: Membership, to writer: inout JSONWriter) {
    member("chain", membership.chain, .chain, to: &writer)
    writer.member("partner", ids.text(.partner(membership.partner)))
    list("groups", membership.groups, .group, to: &writer)
    if viewer == .enterprise { member("parent", membership.parent, .membership, to: &writer) }
  }
}

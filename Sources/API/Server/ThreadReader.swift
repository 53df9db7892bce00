import Domain
import Gateway
import Storage
import Views

/// What one loop thread reads with; used by that thread alone.
final class ThreadReader {
  let session: ReadSession
  private var builders: [PartyInEnterprise: (touched: Position, builder: RowBuilder)] = [:]

  private struct PartyInEnterprise: Hashable {
    let enterprise: EnterpriseID
    let party: Party
    let scope: Endpoint.Scope
  }

  /// At most this many parties' rules stay prepared.
  private static let builderLimit = 1_000

  init(session: ReadSession) {
    self.session = session
  }

  /// Makes rows under the rules in force; prepared anew only when the party's part of the
  /// structure has changed; `endpoint` narrows them to the scope of one of its endpoints.
  func rows(
    for viewer: Viewer, narrowedTo endpoint: Endpoint.Scope = .whole
  ) -> RowBuilder {
    let key = PartyInEnterprise(
      enterprise: viewer.enterprise, party: viewer.party, scope: endpoint)
    let touched = session.enterprise(viewer.enterprise)?.topology.touched(viewer.party) ?? .start
    if let kept = builders[key], kept.touched == touched { return kept.builder }
    let topology = session.topology(of: viewer.enterprise)
    let scope = Scope(of: viewer.party, in: topology, narrowedTo: endpoint)
    let builder = RowBuilder(scope: scope, ids: viewer.ids)
    if builders.count >= Self.builderLimit { builders.removeAll() }
    builders[key] = (touched, builder)
    return builder
  }
}

/// How much of a record a caller may read.
enum Sight {
  /// All of it, as its own party or as the one that administers it.
  case full
  case row(Row)
}

extension ThreadReader {
  /// Nil where the caller may not know of the record.
  func sight(of record: Record, for caller: Caller) throws -> Sight? {
    switch record {
    case .department(let department):
      try sight(of: department.organization, record, for: caller.viewer)
    case .contact(let contact): try sight(of: contact.organization, record, for: caller.viewer)
    case .link(let link): try sight(of: link.organization, record, for: caller.viewer)
    case .rule(let rule): rule.organization == caller.party ? .full : nil
    case .stagedChange(let staged): staged.organization == caller.party ? .full : nil
    default: reads(record, caller.viewer) ? .full : nil
    }
  }

  /// Whether a party may know of a record at all; the same as for a caller's `sight`, without a row.
  func sees(_ record: Record, _ viewer: Viewer) throws -> Bool {
    switch record {
    case .department(let department):
      guard department.organization != viewer.party else { return true }
      return !viewer.isPending && rows(for: viewer).scope.visibility(of: department) != nil
    case .contact(let contact):
      guard contact.organization != viewer.party else { return true }
      return !viewer.isPending && rows(for: viewer).scope.visibility(of: contact) != nil
    case .rule(let rule): return rule.organization == viewer.party
    case .link(let link):
      guard link.organization != viewer.party else { return true }
      return try !viewer.isPending && row(of: record, for: viewer) != nil
    case .stagedChange(let staged): return staged.organization == viewer.party
    default: return reads(record, viewer)
    }
  }

  private func sight(
    of organization: Party, _ record: Record, for viewer: Viewer
  ) throws -> Sight? {
    guard organization != viewer.party else { return .full }
    guard !viewer.isPending else { return nil }
    return try row(of: record, for: viewer).map { .row($0) }
  }

  /// Of a link the ends are read as they stand now.
  private func row(of record: Record, for viewer: Viewer) throws -> Row? {
    let head = try session.head(of: viewer.enterprise).position
    return try rows(for: viewer)
      .row(of: record, at: head, session.records(at: head, in: viewer.enterprise))
  }

  /// The structure: all of it to the enterprise, to a partner what it stands in.
  private func reads(_ record: Record, _ viewer: Viewer) -> Bool {
    guard let partner = viewer.party.partner else { return true }
    switch record {
    case .enterprise: return true
    case .partner(let record): return record.id == partner
    case .membership(let record): return record.partner == partner
    case .agreement(let record): return record.partner == partner
    case .endpoint, .key: return record.owner == viewer.party
    case .chain(let chain):
      return memberships(of: partner, viewer).contains { $0.chain == chain.id }
    case .group(let group):
      return memberships(of: partner, viewer).contains { $0.groups.contains(group.id) }
    case .department, .contact, .rule, .stagedChange, .link: return false
    }
  }

  private func memberships(of partner: PartnerID, _ viewer: Viewer) -> [Membership] {
    session.topology(of: viewer.enterprise).memberships(of: partner)
  }
}

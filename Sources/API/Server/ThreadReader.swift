import Domain
import Gateway
import Views

/// What one loop thread reads with; used by that thread alone.
final class ThreadReader {
  let session: ReadSession
  private var builders: [Viewer: (touched: Position, builder: RowBuilder)] = [:]

  private struct Viewer: Hashable {
    let enterprise: EnterpriseID
    let party: Party
  }

  /// At most this many parties' rules stay prepared.
  private static let builderLimit = 1_000

  init(session: ReadSession) {
    self.session = session
  }

  /// Makes rows under the rules in force; prepared anew only when the party's part of the
  /// structure has changed.
  func rows(for caller: Caller) -> RowBuilder {
    let viewer = Viewer(enterprise: caller.enterprise, party: caller.party)
    let touched = session.enterprise(caller.enterprise)?.topology.touched(caller.party) ?? .start
    if let kept = builders[viewer], kept.touched == touched { return kept.builder }
    let topology = session.topology(of: caller.enterprise)
    let builder = RowBuilder(scope: Scope(of: caller.party, in: topology), ids: caller.ids)
    if builders.count >= Self.builderLimit { builders.removeAll() }
    builders[viewer] = (touched, builder)
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
  func sight(of record: Record, for caller: Caller) -> Sight? {
    switch record {
    case .department(let department): sight(of: department.organization, record, for: caller)
    case .contact(let contact): sight(of: contact.organization, record, for: caller)
    case .rule(let rule): rule.organization == caller.party ? .full : nil
    default: reads(record, caller) ? .full : nil
    }
  }

  private func sight(of organization: Party, _ record: Record, for caller: Caller) -> Sight? {
    guard organization != caller.party else { return .full }
    guard !caller.isPending else { return nil }
    return rows(for: caller).row(of: record).map { .row($0) }
  }

  /// The structure: all of it to the enterprise, to a partner what it stands in.
  private func reads(_ record: Record, _ caller: Caller) -> Bool {
    guard let partner = caller.party.partner else { return true }
    switch record {
    case .enterprise: return true
    case .partner(let record): return record.id == partner
    case .membership(let record): return record.partner == partner
    case .endpoint, .key: return record.owner == caller.party
    case .chain(let chain):
      return memberships(of: partner, caller).contains { $0.chain == chain.id }
    case .group(let group):
      return memberships(of: partner, caller).contains { $0.groups.contains(group.id) }
    case .department, .contact, .rule: return false
    }
  }

  private func memberships(of partner: PartnerID, _ caller: Caller) -> [Membership] {
    session.topology(of: caller.enterprise).memberships(of: partner)
  }
}

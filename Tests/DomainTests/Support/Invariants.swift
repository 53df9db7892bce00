import Testing

@testable import Domain

/// What holds of any state that accepted commands have led to.
struct Invariants {
  let state: DirectoryDouble

  /// What does not hold, in words.
  var violations: [String] {
    let records = state.records
    var result = records.flatMap { violations(of: $0) }
    let names = records.map { $0.uniqueName(in: state.enterprise) }
    if Set(names).count != names.count { result.append("a name is held twice") }
    return result
  }

  private func violations(of record: Record) -> [String] {
    var result = dangling(record).map { "\(record.kind.name) names no \($0)" }
    if case .link(let link) = record, !leadsUp(link) { result.append("a line leads back") }
    if !isAcyclic(record) { result.append("\(record.kind.name) hangs below itself or too deep") }
    if case .membership(let place) = record,
      case .partner(let partner)? = state.record(place.partner.record, .partner),
      partner.state == .terminated
    {
      result.append("a terminated partner has a place")
    }
    return result
  }

  private func dangling(_ record: Record) -> [String] {
    var needed: [(RecordID, RecordKind)] = []
    switch record {
    case .group(let group):
      needed.append((group.chain.record, .chain))
      if let parent = group.parent { needed.append((parent.record, .group)) }
    case .membership(let place):
      needed += [(place.chain.record, .chain), (place.partner.record, .partner)]
      needed += place.groups.map { ($0.record, .group) }
      if let parent = place.parent { needed.append((parent.record, .membership)) }
    case .department(let department):
      if let parent = department.parent { needed.append((parent.record, .department)) }
    case .contact(let contact):
      needed += contact.placements.map { ($0.department.record, .department) }
    case .rule(let rule):
      let departments = rule.seen.departments + rule.seen.singleDepartments
      needed += departments.map { ($0.record, .department) }
      needed += (rule.seenBy.partners + rule.seenBy.subtrees).map { ($0.record, .partner) }
      needed += (rule.seenBy.groups + rule.seenBy.singleGroups).map { ($0.record, .group) }
      needed += rule.seenBy.tiers.map { ($0.chain.record, .chain) }
    case .link(let link):
      needed += [(link.from.record, .contact), (link.to.record, .contact)]
    case .agreement(let agreement): needed.append((agreement.partner.record, .partner))
    case .enterprise, .chain, .partner, .endpoint, .key, .stagedChange: break
    }
    if let owner = record.owner.partner { needed.append((owner.record, .partner)) }
    return needed.filter { state.record($0.0, $0.1) == nil }.map(\.1.name)
  }

  /// Whether a line of links comes to an end that is not where it began.
  private func leadsUp(_ link: Link) -> Bool {
    var above = link.to
    for _ in state.records {
      guard above != link.from else { return false }
      guard let next = try? state.link(link.type, from: above, in: link.organization) else {
        return true
      }
      above = next.to
    }
    return false
  }

  private func parent(of record: Record) -> RecordID? {
    switch record {
    case .group(let group): group.parent?.record
    case .membership(let place): place.parent?.record
    case .department(let department): department.parent?.record
    default: nil
    }
  }

  /// Whether the record stands at most 32 levels deep, below its own kind and home.
  private func isAcyclic(_ record: Record) -> Bool {
    var next: Record? = record
    for _ in 0..<32 {
      guard let current = next, let above = parent(of: current) else { return true }
      next = state.record(above, record.kind)
      guard next.map({ home(of: $0) == home(of: record) }) ?? true else { return false }
    }
    return false
  }

  private func home(of record: Record) -> RecordID {
    record.uniqueName(in: state.enterprise).scope
  }
}

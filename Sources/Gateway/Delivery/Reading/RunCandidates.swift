import Crypto
import Delivery
import Domain
import Storage
import Views

/// The records that one run covers, in an order that nothing later changes: what is read again after a
/// start goes on where it was left.
///
/// Contacts are found by where they hung at one position. Whoever came or went since was changed by a
/// later entry, which tells it by itself.
final class RunCandidates {
  /// Where contacts are looked for.
  let position: Position
  /// Those that are seen at the end of the span, parents first, then by id.
  ///
  /// Not those that are seen when a page is read: one that comes and goes meanwhile would be taken for
  /// the other kind each time.
  let sharedDepartments: [DepartmentID]
  /// The others, parents last.
  let unsharedDepartments: [DepartmentID]
  /// In the order of the ids.
  let holders: [Holder]
  /// What a walk over entries has met already; a bounded number, forgotten by a start.
  private var met: Set<RecordID> = []

  struct Holder {
    let id: RecordID
    let source: Source
  }

  enum Source {
    case named([ContactID])
    case organization(Party)
    case department
  }

  private static let metLimit = 65_536

  init(
    _ sources: ViewSources, for scope: Scope, before: Topology, at position: Position
  ) {
    let enterprise = scope.topology.enterprise
    self.position = position
    let keyed = sources.departments.map { id in
      (depth: Self.depth(of: id, in: [scope.topology, before]), id: id)
    }
    let ordered = keyed.sorted { ($0.depth, $0.id) < ($1.depth, $1.id) }.map(\.id)
    sharedDepartments = ordered.filter { scope.sees($0) }
    unsharedDepartments = ordered.reversed().filter { !scope.sees($0) }
    var holders: [Holder] = []
    if !sources.contacts.isEmpty {
      holders.append(Holder(id: .lowest, source: .named(sources.contacts.sorted())))
    }
    for organization in sources.organizations {
      holders.append(
        Holder(id: organization.scope(in: enterprise), source: .organization(organization)))
    }
    holders += sources.placements.map { Holder(id: $0.record, source: .department) }
    self.holders = holders.sorted { $0.id < $1.id }
  }

  /// In the newest structure that has it.
  private static func depth(of id: DepartmentID, in topologies: [Topology]) -> Int {
    for topology in topologies where topology.departments[id] != nil {
      return topology.ancestors(from: id).count
    }
    return 0
  }

  /// Whether a walk meets a record for the first time, as far as is known.
  func meets(_ record: RecordID) -> Bool {
    if met.count >= Self.metLimit { met = [] }
    return met.insert(record).inserted
  }
}

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
  /// The same for links, which more contacts may have: those of whom nothing else differs too.
  let linkHolders: [Holder]
  private let sources: ViewSources
  private let enterprise: EnterpriseID
  /// What a walk over entries has met already; a bounded number, forgotten by a start.
  private var met: Set<RecordID> = []
  /// What the newest page added to that: taken back where the same page is read again, for its first
  /// reading may have failed before anything was told.
  private var metByPage: Set<RecordID> = []
  private var page: RunPlace?

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
    enterprise = scope.topology.enterprise
    self.position = position
    self.sources = sources
    let keyed = sources.departments.map { id in
      (depth: Self.depth(of: id, in: [scope.topology, before]), id: id)
    }
    let ordered = keyed.sorted { ($0.depth, $0.id) < ($1.depth, $1.id) }.map(\.id)
    sharedDepartments = ordered.filter { scope.sees($0) }
    unsharedDepartments = ordered.reversed().filter { !scope.sees($0) }
    var holders: [Holder] = []
    for organization in sources.organizations {
      holders.append(
        Holder(id: organization.scope(in: enterprise), source: .organization(organization)))
    }
    holders += sources.placements.map { Holder(id: $0.record, source: .department) }
    holders.sort { $0.id < $1.id }
    self.holders = Self.holders(naming: sources.contacts) + holders
    linkHolders = Self.holders(naming: sources.contacts.union(sources.ends)) + holders
  }

  private static func holders(naming contacts: Set<ContactID>) -> [Holder] {
    contacts.isEmpty ? [] : [Holder(id: .lowest, source: .named(contacts.sorted()))]
  }

  /// Where a link is to be looked at, of the several places where its ends are found; its ends are
  /// given as they stood at the position that contacts are looked for at.
  func place(of link: Link, from: Contact?, to: Contact?) -> LinkPlace? {
    if sources.organizations.contains(link.organization) {
      return LinkPlace(holder: link.organization.scope(in: enterprise), contact: nil)
    }
    for end in [from, to] {
      if let end, let holder = holder(of: end) {
        return LinkPlace(holder: holder, contact: end.id.record)
      }
    }
    return nil
  }

  struct LinkPlace: Equatable {
    let holder: RecordID
    /// Nil under an organization, whose links are listed.
    let contact: RecordID?
  }

  /// The first holder beside organizations that a contact is found under.
  private func holder(of contact: Contact) -> RecordID? {
    if sources.contacts.contains(contact.id) || sources.ends.contains(contact.id) { return .lowest }
    return contact.placements.map(\.department).filter(sources.placements.contains)
      .map(\.record).min()
  }

  /// In the newest structure that has it.
  private static func depth(of id: DepartmentID, in topologies: [Topology]) -> Int {
    for topology in topologies where topology.departments[id] != nil {
      return topology.ancestors(from: id).count
    }
    return 0
  }

  /// To be called before the page after a place is read.
  func beginPage(after place: RunPlace?) {
    if place != page { met.formUnion(metByPage) }
    if met.count >= Self.metLimit { met = [] }
    metByPage = []
    page = place
  }

  /// Whether a walk meets a record for the first time, as far as is known.
  func meets(_ record: RecordID) -> Bool {
    !met.contains(record) && metByPage.insert(record).inserted
  }
}

import Domain
import Views
import Wire

/// One entry as a delivery loop keeps it: what the endpoints of any party may need of it.
struct FollowedEntry: Sendable {
  let position: Position
  let time: Timestamp
  let contacts: [ContactID]
  /// Those of them whose links may have come or gone with it.
  let ends: [ContactID]
  /// The links that it changed itself.
  let links: [LinkID]
  let facts: [Fact]
  /// Whose view the structure's change may have moved.
  let moved: Set<Party>
  /// Everybody whom the entry may concern in any way.
  let concerned: Set<Party>
  /// Endpoints that were created, changed or removed.
  let endpoints: [EndpointID]
  /// Those of them whose scope changed, so that their views moved.
  let rescoped: [EndpointID]
  /// Partners whose state or name changed.
  let partners: Set<PartnerID>

  /// `topology` stands right after the entry; `contact` reads one as it stood then.
  init(
    _ entry: CommittedEntry, topology: Topology,
    contact: (ContactID, Position) throws -> Contact?
  ) throws {
    position = entry.position
    time = entry.time
    moved = entry.affectedParties
    facts = Fact.facts(of: entry.changes)
    var contacts: [ContactID] = []
    var ends: [ContactID] = []
    var links: [Link] = []
    var endpoints: [EndpointID] = []
    var rescoped: [EndpointID] = []
    var partners: Set<PartnerID> = []
    var concerned = entry.affectedParties
    for change in entry.changes {
      switch change.kind {
      case .contact:
        contacts.append(ContactID(change.id))
        if change.mayMoveLinks { ends.append(ContactID(change.id)) }
        concerned.formUnion(Self.readers(of: change, topology))
      case .endpoint:
        endpoints.append(EndpointID(change.id))
        if change.movesScope { rescoped.append(EndpointID(change.id)) }
      case .partner: partners.insert(PartnerID(change.id))
      case .enterprise, .chain, .group, .membership, .department, .rule, .key, .stagedChange,
        .agreement:
        break
      case .link:
        if case .link(let link)? = change.after ?? change.before { links.append(link) }
      }
    }
    // Who sees a link sees whom it leads from; readers of a contact that changed too are in already.
    let changed = Set(contacts)
    for link in links where !changed.contains(link.from) {
      do {
        guard let from = try contact(link.from, entry.position) else { continue }
        concerned.formUnion(topology.readers(of: from))
      } catch is DamagedRecord {
        concerned.formUnion(topology.readers(of: link.organization).union([link.organization]))
      }
    }
    for fact in facts { concerned.formUnion(fact.parties) }
    self.contacts = contacts
    self.ends = ends
    self.links = links.map(\.id)
    self.endpoints = endpoints
    self.rescoped = rescoped
    self.partners = partners
    self.concerned = concerned
  }

  /// Whether it may concern an endpoint of a party in any way.
  func concerns(_ endpoint: EndpointID, of party: Party) -> Bool {
    concerned.contains(party) || rescoped.contains(endpoint)
  }

  /// Whether it may have moved what an endpoint of a party is told beyond the contacts.
  func moves(_ endpoint: EndpointID, of party: Party) -> Bool {
    moved.contains(party) || rescoped.contains(endpoint)
  }

  /// The parties that may see either side of a change of a contact.
  private static func readers(of change: Change, _ topology: Topology) -> Set<Party> {
    guard case .contact(let before)? = change.before else {
      if case .contact(let after)? = change.after { return topology.readers(of: after) }
      return []
    }
    let readers = topology.readers(of: before)
    // Who may read a contact rests on its organization and placements alone, which seldom change.
    guard case .contact(let after)? = change.after,
      after.organization != before.organization || after.placements != before.placements
    else { return readers }
    return readers.union(topology.readers(of: after))
  }
}

extension Change {
  /// Whether an endpoint's scope is another afterwards, so that its view moves and its party's does
  /// not.
  var movesScope: Bool {
    guard case .endpoint(let before)? = before, case .endpoint(let after)? = after else {
      return false
    }
    return before.scope != after.scope
  }
}

import Domain
import Storage
import Views
import Wire

extension ReadSession {
  /// Counts on this session's state; throws a `Refusal` where the command would be refused, and passes
  /// on errors of the store.
  func count(_ request: MovementRequest, at time: Timestamp) throws -> MovementReport {
    let before = topology(of: request.enterprise)
    let decision = try Rehearsal(self, in: request.enterprise).run(
      request.command, by: request.actor, at: time, expectation: request.expectation)
    let movement = try count(
      decision.changes.map(\.opening), on: before, for: nil, in: request.enterprise,
      sampleLimit: request.sampleLimit
    ).movement
    let losers = movement.parties.filter { $0.records[.disappears].count > 0 }.map(\.party)
    let excess = try removalLimit.excess(withdrawing: movement.withdrawals) { limit in
      try seen(by: Set(losers), on: before, upTo: limit, in: request.enterprise)
    }
    return MovementReport(
      structure: before.structure, changes: decision.changes, movement: movement, excess: excess)
  }

  /// How much of others' records some parties see, counted up to about `limit`; one that three see
  /// counts three times.
  private func seen(
    by parties: Set<Party>, on topology: Topology, upTo limit: Int, in enterprise: EnterpriseID
  ) throws -> Int {
    // What they would lose if no rule spoke to anybody.
    let ids = parties.reduce(into: Set<RuleID>()) { result, party in
      result.formUnion(topology.rules(for: party).map(\.id))
    }
    let rules = ids.sorted().compactMap { topology.rules[$0] }
    return try count(
      rules.map { .removing(.rule($0)) }, on: topology, for: parties, in: enterprise,
      sampleLimit: 0, upTo: limit
    ).withdrawals
  }

  /// `parties` are those for whom it is counted; whoever is concerned where nil.
  private func count(
    _ changes: [Change], on before: Topology, for parties: Set<Party>?,
    in enterprise: EnterpriseID, sampleLimit: Int, upTo limit: Int = .max
  ) throws -> MovementCounter {
    var after = before
    let affected = after.apply(changes, at: before.position.next)
    var counter = MovementCounter(
      of: changes, from: before, to: after, affected: parties ?? affected,
      ids: try ids(of: .enterprise, in: enterprise), sampleLimit: sampleLimit)
    let position = try head(of: enterprise).position
    let records = SessionRecords(
      reader: try snapshot(), enterprise: enterprise, last: position)
    for holder in counter.holders where counter.withdrawals < limit {
      for id in try holder.contacts(in: records, at: position) {
        guard let contact = try records.contact(id, at: position) else { continue }
        counter.count(contact, foundIn: holder.place)
      }
    }
    return counter
  }
}

extension MovementCounter {
  /// A place where contacts are to be looked for.
  fileprivate struct Place {
    let place: Holder
    let named: [ContactID]

    func contacts(
      in records: SessionRecords, at position: Position
    ) throws -> [ContactID] {
      switch place {
      case .name: named
      case .organization(let party): try records.contacts(of: party, at: position)
      case .department(let department): try records.contacts(in: department, at: position)
      }
    }
  }

  /// All of them, in an order that is the same each time.
  fileprivate var holders: [Place] {
    var result: [Place] = []
    if !sources.contacts.isEmpty {
      result.append(Place(place: .name, named: sources.contacts.sorted()))
    }
    result += sources.organizations.map { Place(place: .organization($0), named: []) }
    result += sources.placements.sorted().map { Place(place: .department($0), named: []) }
    return result
  }
}

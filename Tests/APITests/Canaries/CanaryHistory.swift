import Domain
import Gateway
import Storage
import Testing
import Views
import Wire

/// Which canaries each partner may be told, as its view and its part of the structure go on.
final class CanaryHistory {
  let world: World
  private(set) var texts = CanaryTexts()
  private(set) var parties: [Party] = []
  private var ids: [Party: PartyIDs] = [:]
  /// The place of what a field of a record holds now.
  private var current: [Field: Int] = [:]
  private var seen: [Party: Sight] = [:]

  private struct Field: Hashable {
    let record: RecordID
    let name: String
  }

  private struct Sight {
    var before: Set<Int> = []
    var now: Set<Int> = []
    var ever: Set<Int> = []
  }

  init(_ world: World) throws {
    self.world = world
    try join(.enterprise)
  }

  /// From now on a party's ids are looked for, and what it is told is looked at.
  func join(_ party: Party) throws {
    parties.append(party)
    ids[party] = try world.gateway.makeSession().ids(of: party, in: world.enterprise)
    seen[party] = Sight()
  }

  func ids(of party: Party) throws -> PartyIDs { try #require(ids[party]) }

  // MARK: What there is

  /// A record was made; beside those who know of it anyway, nobody may be told any id of it but its
  /// own and only while it is seen.
  func note(_ record: RecordID, knownTo knowing: Set<Party> = []) {
    texts.add(record.bits, .id(record, of: nil))
    for party in parties {
      guard let shown = ids[party]?.shown(record) else { continue }
      let isKnown = knowing.contains(party)
      texts.add(shown, isKnown ? .name(knownTo: [party]) : .id(record, of: party))
    }
  }

  /// A field of a contact or a department holds a text from now on.
  func note(_ text: String, in field: String, of record: RecordID) {
    current[Field(record: record, name: field)] = texts.all.count
    texts.add(text, .value(of: record, field: field))
  }

  func forget(_ record: RecordID) {
    for field in current.keys where field.record == record { current[field] = nil }
  }

  func note(_ text: String, knownTo parties: Set<Party>) {
    texts.add(text, .name(knownTo: parties))
  }

  /// Something has changed: what each party sees now, and saw before.
  func moveOn() throws {
    for party in parties {
      guard var sight = seen[party] else { continue }
      sight.before = sight.now
      sight.now = try texts.found(in: view(of: party))
      sight.ever.formUnion(sight.now)
      seen[party] = sight
    }
  }

  private func view(of party: Party) throws -> [UInt8] {
    let session = try world.gateway.makeSession()
    let head = try session.head(of: world.enterprise).position
    let topology = session.topology(of: world.enterprise)
    let rows = RowBuilder(scope: Scope(of: party, in: topology), ids: try ids(of: party))
    let reader = try session.records(at: head, in: world.enterprise)
    var bytes: [UInt8] = []
    try ViewStream(rows: rows, reader: reader, at: head).forEach {
      bytes += $0.canonicalBytes + [10]
    }
    return bytes
  }

  // MARK: What may be told

  /// What stands in the bytes and may not, if they are told to a party.
  ///
  /// With `lags` they may have been formed before the last change, or show how a record was that is
  /// still seen. What stands in `asked`, which the party said itself, is no news to it.
  func leaks(in bytes: [UInt8], to party: Party, lags: Bool, asked: [UInt8] = []) -> [Canary] {
    let found = texts.found(in: bytes)
    guard !found.isEmpty, let sight = seen[party] else { return [] }
    let known = asked.isEmpty ? [] : texts.found(in: asked)
    return found.subtracting(known).filter { !mayShow($0, to: party, sight, lags: lags) }
      .sorted().map { texts.all[$0] }
  }

  private func mayShow(_ place: Int, to party: Party, _ sight: Sight, lags: Bool) -> Bool {
    switch texts.all[place].meaning {
    case .name(let parties): return parties.contains(party)
    // What has left the view is withdrawn by its id.
    case .id(_, let other): return other == party && sight.ever.contains(place)
    case .value(let record, let field):
      if sight.now.contains(place) { return true }
      guard lags, sight.ever.contains(place),
        let current = current[Field(record: record, name: field)]
      else { return false }
      return sight.now.contains(current) || sight.before.contains(current)
    }
  }
}

package import Delivery
package import Domain
package import Storage
package import Views
import Wire

/// What one endpoint's machine reads: its party's view as far as its scope goes, from a store and a
/// followed journal.
///
/// Confined to the thread of both. Rows are kept for a short while, because planning, the base of a
/// lane and its sending ask for the same few.
package final class PartyView {
  private let party: Party
  private let endpoint: EndpointID
  /// Of whatever epoch was asked for last.
  private var ids: PartyIDs
  /// The endpoint's scopes up to a position; nil until one is asked for.
  private var scopes: (history: ScopeHistory, upTo: Position)?
  private let journal: FollowedJournal
  private let reader: any StoreReader
  private let toldRows: KnownToldRows
  private var builders: [Position: Builder] = [:]
  private var recent = BoundedCache<RowKey, Row?>(limit: PartyView.recentLimit)
  private var runs: [RunSpan: RunCandidates] = [:]

  package init(
    party: Party, endpoint: EndpointID, ids: PartyIDs, journal: FollowedJournal,
    reader: any StoreReader, toldRows: KnownToldRows = KnownToldRows()
  ) {
    self.toldRows = toldRows
    self.party = party
    self.endpoint = endpoint
    self.ids = ids
    self.journal = journal
    self.reader = reader
  }

  /// A row is a function of the record's version and, both in one, of the structure and the scope:
  /// all by position.
  private struct RowKey: Hashable {
    let record: RecordID
    let version: Position
    let structure: Position

    /// Of one record there are two or three rows at most.
    func hash(into hasher: inout Hasher) { record.hash(into: &hasher) }
  }

  /// An object, for a structure is many values and a builder is asked for with every row.
  private final class Builder {
    let rows: RowBuilder

    init(_ rows: RowBuilder) {
      self.rows = rows
    }
  }

  private static let recentLimit = 512
  /// Runs read from bases of their own.
  private static let builderLimit = 20

  private func builder(at position: Position) throws -> Builder {
    try builder(of: structure(at: position), at: position)
  }

  /// From where on both the structure and the scope stood that stand at a position.
  private func structure(at position: Position) throws -> Position {
    max(try journal.structure(at: position), try scopeHistory().span(at: position).start)
  }

  /// Read anew when the endpoint's scope has changed.
  private func scopeHistory() throws -> ScopeHistory {
    if let scopes, journal.rescoped(endpoint).map({ $0 <= scopes.upTo }) ?? true {
      return scopes.history
    }
    let history = try ScopeHistory(
      of: endpoint, in: journal.enterprise, upTo: head, reader: reader)
    scopes = (history, head)
    return history
  }

  /// `structure` is that of what stood at `position`.
  private func builder(of structure: Position, at position: Position) throws -> Builder {
    if let builder = builders[structure] { return builder }
    if builders.count >= Self.builderLimit { builders = [:] }
    let topology = try journal.topology(at: position)
    let ids = try ids(of: topology.idEpoch(of: party))
    let scope = Scope(
      of: party, in: topology, narrowedTo: try scopeHistory().span(at: position).scope)
    let builder = Builder(RowBuilder(scope: scope, ids: ids))
    builders[structure] = builder
    return builder
  }

  private func ids(of epoch: Int) throws -> PartyIDs {
    guard let found = ids.of(epoch: epoch) else {
      throw GatewayError("the keys of a party's ids have a wrong size; report this as a fault")
    }
    ids = found
    return found
  }

  private func row(ofContact record: RecordID, at position: Position) throws -> Row? {
    let version = try journal.contact(record, at: position)
    guard let contact = version.contact else { return nil }
    let structure = try structure(at: position)
    let key = RowKey(record: record, version: version.first, structure: structure)
    if let known = recent.value(of: key) { return known }
    let row = try builder(of: structure, at: position).rows.row(of: contact)
    recent.keep(row, of: key)
    return row
  }
}

extension PartyView: ViewReading {
  package var head: Position { journal.head }

  package func row(
    of record: RecordID, _ kind: RecordKind, at position: Position
  ) throws -> Row? {
    if kind == .contact { return try row(ofContact: record, at: position) }
    return try builder(at: position).rows.row(of: record, kind, at: position, records)
  }

  private var records: FollowedRecords {
    FollowedRecords(journal: journal, reader: reader, last: head)
  }

  package func links(at end: RecordID, at position: Position, limit: Int) throws -> [RecordID] {
    try reader.attachments(
      to: end, of: .link, after: nil, at: position, limit: limit, in: journal.enterprise
    ).map(\.member)
  }

  package var idEpoch: Int {
    get throws { try builder(at: head).rows.ids.epoch }
  }

  package func id(
    of record: RecordID, _ kind: RecordKind, inEpoch epoch: Int
  ) throws -> String {
    try ids(of: epoch).text(record, kind)
  }

  package func forEachRow(_ body: (Row) throws -> Void) throws {
    try ViewStream(rows: builder(at: head).rows, reader: records, at: head).forEach(body)
  }

  package func page(of run: RunSpan, after place: RunPlace?, limit: Int) throws -> RunPage {
    let reading = RunReading(
      party: party, endpoint: endpoint, span: run, candidates: try candidates(of: run),
      journal: journal, reader: reader,
      before: run.kind == .snapshot ? nil : try builder(at: run.base).rows,
      atCause: try builder(at: run.cause).rows, after: try builder(at: head).rows, limit: limit)
    let page = try reading.page(after: place)
    if page.isLast { runs[run] = nil }
    return page
  }

  private func candidates(of run: RunSpan) throws -> RunCandidates {
    if let known = runs[run] { return known }
    let newest = try builder(at: run.cause).rows.scope
    let isSnapshot = run.kind == .snapshot
    let made = RunCandidates(
      try sources(of: run), for: newest,
      before: isSnapshot ? newest.topology : try journal.topology(at: run.base),
      at: isSnapshot ? run.cause : run.base)
    // Those that were folded into others are asked for no more.
    if runs.count >= Self.builderLimit { runs = [:] }
    runs[run] = made
    return made
  }

  private func sources(of run: RunSpan) throws -> ViewSources {
    switch run.kind {
    case .snapshot:
      return ViewSources.whole(of: party, in: try journal.topology(at: run.cause))
        .narrowed(to: try scopeHistory().span(at: run.cause).scope)
    case .change: return try difference(at: run.cause)
    case .catchUp:
      var sources = ViewSources()
      var position = run.base
      while position < run.cause {
        let entries = try journal.entries(after: position).prefix { $0.position <= run.cause }
        guard let last = entries.last else { break }
        for entry in entries where entry.moves(endpoint, of: party) {
          sources.formUnion(try difference(at: entry.position))
        }
        position = last.position
      }
      return sources
    }
  }

  private func difference(at position: Position) throws -> ViewSources {
    let scopes = try scopeHistory()
    return ViewSources.difference(
      for: party, from: try journal.topology(at: position.previous),
      to: try journal.topology(at: position), by: try journal.changes(at: position),
      scopes: (scopes.span(at: position.previous).scope, scopes.span(at: position).scope))
  }

  package func touched(_ record: RecordID, _ kind: RecordKind) throws -> Touch {
    let structure = max(
      journal.structureTouched(party), try scopeHistory().span(at: head).start)
    if kind == .contact {
      let version = try journal.contact(record, at: head)
      if version.first >= structure, let time = version.time {
        return Touch(position: version.first, time: time)
      }
      let position = max(version.first, structure)
      return Touch(position: position, time: try journal.time(of: position))
    }
    let version = try reader.version(of: record, kind, at: head, in: journal.enterprise)
    var position = max(version?.position ?? .start, structure)
    var ends: [RecordID] = []
    if case .link(let link)? = try version?.decoded() {
      ends = [link.from.record, link.to.record]
      for end in ends { position = max(position, try journal.contact(end, at: head).first) }
    }
    return Touch(position: position, time: try journal.time(of: position), ends: ends)
  }

  package func entries(after position: Position) throws -> ConcernedStretch {
    let entries = try journal.entries(after: position)
    let concerned = entries.filter { $0.concerns(endpoint, of: party) }.map { entry in
      ConcernedEntry(
        position: entry.position, time: entry.time, contacts: entry.contacts.map(\.record),
        ends: entry.ends.map(\.record), links: entry.links.map(\.record),
        movesView: entry.moves(endpoint, of: party),
        facts: entry.facts.filter { $0.parties.contains(party) })
    }
    return ConcernedStretch(entries: concerned, through: entries.last?.position ?? position)
  }

  package func beginning() throws -> Position {
    var first = head
    // From the newest version of the endpoint's own record backwards.
    while let version = try reader.version(
      of: endpoint.record, .endpoint, at: first, in: journal.enterprise)
    {
      first = version.position
      let earlier = try reader.version(
        of: endpoint.record, .endpoint, at: first.previous, in: journal.enterprise)
      guard earlier != nil else { return first }
      first = first.previous
    }
    return first
  }

  package func facts(
    about record: RecordID, _ kind: RecordKind, after position: Position
  ) throws -> [TimedFact] {
    var facts: [TimedFact] = []
    var upTo = head
    // From the newest version backwards: each names the position that it was written at.
    while let version = try reader.version(of: record, kind, at: upTo, in: journal.enterprise),
      version.position > position
    {
      let told = Fact.facts(of: try journal.changes(at: version.position))
        .filter { $0.subject == record && $0.parties.contains(party) }
      let time = try journal.time(of: version.position)
      facts += told.reversed().map { TimedFact(fact: $0, position: version.position, time: time) }
      upTo = version.position.previous
    }
    facts.reverse()
    return facts
  }

  package func frame(of timed: TimedFact) throws -> FactFrame {
    let fact = timed.fact
    // As it was called then: a repeat under the same id has the same data.
    let topology = try journal.topology(at: timed.position)
    let ids = try ids(of: topology.idEpoch(of: party))
    let subject = ids.text(fact.subject, fact.subjectKind)
    var data: JSONObject = [
      "contract": .integer(Int64(Row.contractVersion)), "kind": .string(fact.subjectKind.name),
      "id": .string(subject),
    ]
    var partner: JSONObject = ["id": .string(ids.text(.partner(fact.partner)))]
    if let record = topology.partners[fact.partner] {
      partner["code"] = .string(record.code.text)
      partner["name"] = .string(record.name.text)
    }
    data["partner"] = .object(partner)
    if let chain = fact.chain {
      var object: JSONObject = ["id": .string(ids.text(chain.record, .chain))]
      if let record = topology.chains[chain] {
        object["code"] = .string(record.code.text)
        object["name"] = .string(record.name.text)
      }
      data["chain"] = .object(object)
    }
    return FactFrame(data: JSON.object(data).canonicalBytes, subject: subject, shown: [])
  }

  package func told(_ record: RecordID) throws -> ToldRow? {
    try toldRows.row(at: endpoint, of: record, reader: reader)
  }

  /// To be called before these are written.
  func forget(_ rows: [ToldRow]) {
    toldRows.forget(rows)
  }
}

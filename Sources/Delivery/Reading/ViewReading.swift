import AdapterKit
package import Domain
package import Views
package import Wire

/// The view of one endpoint's party as its machine reads it, all of it up to one head.
///
/// Errors thrown are the store's own; the machine's state is then as before the call, and the call
/// can be repeated.
package protocol ViewReading {
  /// The newest position that can be read.
  var head: Position { get }

  /// The party's row at a position up to `head`.
  func row(of record: RecordID, _ kind: RecordKind, at position: Position) throws -> Row?

  /// The epoch of the party's ids at `head`; rows there are named by them.
  var idEpoch: Int { get throws }

  /// What the party calls a record in an epoch of its ids.
  func id(of record: RecordID, _ kind: RecordKind, inEpoch epoch: Int) throws -> String

  /// Every row of the view at `head` once, one after the other.
  func forEachRow(_ body: (Row) throws -> Void) throws

  /// The links that led from or to a contact at a position up to `head`, at most `limit`.
  func links(at end: RecordID, at position: Position, limit: Int) throws -> [RecordID]

  /// The records that a run covers after a place in its order, at most `limit` of them or all of one
  /// entry; the same for every head but for the rows now.
  func page(of run: RunSpan, after place: RunPlace?, limit: Int) throws -> RunPage

  /// The newest position up to `head` at which the record or the party's topology was touched, and
  /// the time of that entry.
  func touched(_ record: RecordID, _ kind: RecordKind) throws -> Touch

  /// The entries after a position that concern this party, in order, and up to where they were
  /// looked for; at least one entry further than `position` where there is one.
  func entries(after position: Position) throws -> ConcernedStretch

  /// The position at which the endpoint came to be: facts after it are told.
  func beginning() throws -> Position

  /// The facts about a record after a position, in order.
  func facts(
    about record: RecordID, _ kind: RecordKind, after position: Position
  ) throws -> [TimedFact]

  /// What a fact tells this party, as canonical JSON; the names of what it shows beside its frame.
  ///
  /// The same at every head but for what it shows beside its frame.
  func frame(of fact: TimedFact) throws -> FactFrame

  /// The told row of a record as it was last saved.
  func told(_ record: RecordID) throws -> ToldRow?
}

/// What concerns one party in a stretch of the journal.
package struct ConcernedStretch: Hashable, Sendable {
  package let entries: [ConcernedEntry]
  /// The last position of the stretch.
  package let through: Position

  package init(entries: [ConcernedEntry], through: Position) {
    self.entries = entries
    self.through = through
  }
}

/// One entry as far as it concerns one party.
package struct ConcernedEntry: Hashable, Sendable {
  package let position: Position
  package let time: Timestamp
  /// The contacts that it touched.
  package let contacts: [RecordID]
  /// Those of them whose links may have come or gone with it.
  package let ends: [RecordID]
  /// The links that it changed itself.
  package let links: [RecordID]
  /// Whether it may have moved the party's view beyond those.
  package let movesView: Bool
  /// The facts that the party is told.
  package let facts: [Fact]

  package init(
    position: Position, time: Timestamp, contacts: [RecordID], ends: [RecordID] = [],
    links: [RecordID] = [], movesView: Bool, facts: [Fact]
  ) {
    self.position = position
    self.time = time
    self.contacts = contacts
    self.ends = ends
    self.links = links
    self.movesView = movesView
    self.facts = facts
  }

  var timedFacts: [TimedFact] {
    facts.map { TimedFact(fact: $0, position: position, time: time) }
  }
}

/// A fact with where and when it happened.
package struct TimedFact: Hashable, Sendable {
  package let fact: Fact
  package let position: Position
  package let time: Timestamp

  package init(fact: Fact, position: Position, time: Timestamp) {
    self.fact = fact
    self.position = position
    self.time = time
  }
}

/// A fact as a party may see it when it is sent.
package struct FactFrame: Hashable, Sendable {
  /// Canonical JSON.
  package let data: [UInt8]
  /// What the subject is called.
  package let subject: String
  /// The names of the shown fields beyond ids, kinds, reasons and times; part of the event's id.
  package let shown: [String]

  package init(data: [UInt8], subject: String, shown: [String]) {
    self.data = data
    self.subject = subject
    self.shown = shown
  }
}

import Crypto
import Delivery
import Wire

@testable import Domain
@testable import Views

/// A party's view that is written down position by position, and the told rows that were saved.
struct ViewDouble: ViewReading {
  private(set) var ids: PartyIDs
  private var states: [[RecordID: Row]] = [[:]]
  private var log: [ConcernedEntry] = []
  private var saved: [RecordID: ToldRow] = [:]
  /// Records that cannot be read.
  var damaged: Set<RecordID> = []

  init(ids: PartyIDs) {
    self.ids = ids
  }

  var head: Position { Position(Int64(log.count)) }

  /// Adds an entry that gives the record a row with this name, or with nil takes it out of the view.
  mutating func write(
    _ record: RecordID, _ name: String?, classes: FieldClassSet = [.init(.public)],
    facts: [Fact] = [], movesView: Bool = false
  ) {
    var state = states[log.count]
    state[record] = name.map { name in
      let bytes = JSON.object(["name": .string(name)]).canonicalBytes
      let value = #"{"name":"#.utf8.count..<bytes.count - 1
      return Row(
        record: record, kind: .contact, id: ids.text(record, .contact), canonicalBytes: bytes,
        marks: [Row.Mark(name: "name", start: value.lowerBound, end: value.upperBound)],
        classes: classes)
    }
    states.append(state)
    log.append(
      ConcernedEntry(
        position: head.next, time: Timestamp(seconds: head.next.number),
        contacts: movesView ? [] : [record], movesView: movesView, facts: facts))
  }

  /// Adds an entry with which the party's ids are those of the next epoch.
  mutating func rekey() {
    ids = ids.of(epoch: ids.epoch + 1) ?? ids
    states.append(
      states[log.count].mapValues { row in
        let id = ids.text(row.record, row.kind)
        return Row(
          record: row.record, kind: row.kind, id: id,
          canonicalBytes: JSON.object(["id": .string(id)]).canonicalBytes, marks: [],
          classes: row.classes)
      })
    log.append(
      ConcernedEntry(
        position: head.next, time: Timestamp(seconds: head.next.number), contacts: [],
        movesView: true, facts: []))
  }

  /// Adds one entry that gives many records rows as parties get them, with their ids.
  mutating func write(rowsOf records: [RecordID]) {
    var state = states[log.count]
    for record in records {
      let id = ids.text(record, .contact)
      let bytes = JSON.object([
        "contract": 1, "id": .string(id), "kind": "contact", "name": .string("of \(id)"),
      ]).canonicalBytes
      state[record] = Row(
        record: record, kind: .contact, id: id, canonicalBytes: bytes, marks: [],
        classes: [.init(.public)])
    }
    states.append(state)
    log.append(
      ConcernedEntry(
        position: head.next, time: Timestamp(seconds: head.next.number), contacts: [],
        movesView: true, facts: []))
  }

  mutating func save(_ rows: [ToldRow]) {
    for row in rows { saved[row.record] = row }
  }

  func row(of record: RecordID, _ kind: RecordKind, at position: Position) throws -> Row? {
    guard !damaged.contains(record) else { throw DamagedRecord("cut short") }
    return states[Int(position.number)][record]
  }

  var idEpoch: Int { ids.epoch }

  func id(of record: RecordID, _ kind: RecordKind, inEpoch epoch: Int) throws -> String {
    ids.of(epoch: epoch)?.text(record, kind) ?? ""
  }

  func links(at end: RecordID, at position: Position, limit: Int) throws -> [RecordID] { [] }

  func rows(at position: Position) throws -> [RecordID: Row] {
    states[Int(position.number)]
  }

  func forEachRow(_ body: (Row) throws -> Void) throws {
    for row in try rows(at: head).values { try body(row) }
  }

  func page(of run: RunSpan, after place: RunPlace?, limit: Int) throws -> RunPage {
    let all = try covered(by: run).sorted()
    let rest = all.filter { record in place.map { $0.record < record } ?? true }
    var page = RunPage(through: place ?? RunPlace(.contacts))
    for record in rest.prefix(limit) {
      page.covered += 1
      page.through = RunPlace(.contacts, record: record)
      page.candidates.append(
        RunPage.Candidate(
          record: record, kind: .contact,
          before: run.kind == .snapshot ? nil : try rows(at: run.base)[record],
          after: try rows(at: head)[record]))
    }
    page.isLast = rest.count <= limit
    return page
  }

  private func covered(by run: RunSpan) throws -> Set<RecordID> {
    guard run.kind != .snapshot else {
      let standing = saved.values.filter(\.stands).map(\.record)
      return Set(try rows(at: run.cause).keys).union(standing)
    }
    var result: Set<RecordID> = []
    for entry in log where entry.position > run.base && entry.position <= run.cause {
      if run.kind == .catchUp { result.formUnion(entry.contacts) }
      guard entry.movesView else { continue }
      let before = try rows(at: entry.position.previous)
      let after = try rows(at: entry.position)
      result.formUnion(Set(before.keys).union(after.keys).filter { before[$0] != after[$0] })
    }
    return result
  }

  func touched(_ record: RecordID, _ kind: RecordKind) throws -> Touch {
    let entry = log.last { $0.movesView || $0.contacts.contains(record) }
    return Touch(position: entry?.position ?? .start, time: entry?.time ?? .epoch)
  }

  func entries(after position: Position) throws -> ConcernedStretch {
    ConcernedStretch(entries: Array(log.dropFirst(Int(position.number))), through: head)
  }

  func beginning() throws -> Position { .start }

  func facts(
    about record: RecordID, _ kind: RecordKind, after position: Position
  ) throws -> [TimedFact] {
    log.filter { $0.position > position }.flatMap { entry in
      entry.facts.filter { $0.subject == record }.map {
        TimedFact(fact: $0, position: entry.position, time: entry.time)
      }
    }
  }

  func frame(of fact: TimedFact) throws -> FactFrame {
    let data: JSON = ["reason": .string(fact.fact.type.rawValue)]
    return FactFrame(
      data: data.canonicalBytes, subject: ids.text(fact.fact.subject, fact.fact.subjectKind),
      shown: [])
  }

  func told(_ record: RecordID) throws -> ToldRow? { saved[record] }
}

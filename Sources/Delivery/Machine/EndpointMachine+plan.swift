package import Domain
import Views
import Wire

extension EndpointMachine {
  /// Reads on from the last planned entry and asks for what differs; returns whether it moved.
  ///
  /// Call again until it returns false.
  package mutating func plan(_ view: some ViewReading) throws -> Bool {
    guard !isPlanningHeld, live < view.head, lanes.count < Self.laneLimit else { return false }
    let before = live
    guard live > .start else {
      try catchUp(view)
      return true
    }
    let stretch = try view.entries(after: live)
    // What concerns nobody here does not count as being behind.
    if !stretch.entries.isEmpty, view.head.number - live.number > settings.behindLimit {
      try catchUp(view)
    } else {
      for entry in stretch.entries { try plan(entry, view) }
      live = max(live, stretch.through)
    }
    return live > before
  }

  /// With this many records waiting, planning stops: what lies beyond is caught up in one pass.
  private static let laneLimit = 4_096

  /// Notes that no entry up to `position` concerns the endpoint.
  ///
  /// A new copy stays at the start, for its first telling is still to come.
  package mutating func skip(to position: Position) {
    guard live != .start else { return }
    live = max(live, position)
  }

  /// While held for its party's sake a copy stays where it is; it is moved on from there later.
  private var isPlanningHeld: Bool {
    switch hold {
    case .suspended, .disabled: true
    case .until, .paused, nil: false
    }
  }

  private mutating func plan(_ entry: ConcernedEntry, _ view: some ViewReading) throws {
    let isInDoubt = entry.position <= doubtThrough
    var asked: [Asked] = []
    if entry.movesView {
      asked = try difference(at: entry.position, view)
    } else {
      for record in entry.contacts {
        asked += try self.asked(record, at: entry.position, isInDoubt: isInDoubt, view)
      }
    }
    for one in asked {
      let request = Request(
        base: entry.position.previous, cause: entry.position, floor: entry.position.previous,
        isInDoubt: isInDoubt || one.isDamaged, isRun: entry.movesView)
      try tell(one, request, view)
    }
    for fact in entry.timedFacts { tell(fact) }
    live = entry.position
  }

  /// The contact, if its row differs between the two sides of an entry; one that cannot be read is
  /// asked for too, so that its own lane finds out and no other waits for it.
  private func asked(
    _ record: RecordID, at position: Position, isInDoubt: Bool, _ view: some ViewReading
  ) throws -> [Asked] {
    do {
      let before = try view.row(of: record, .contact, at: position.previous)
      let after = try view.row(of: record, .contact, at: position)
      let isTold = before != after || (isInDoubt && after != nil)
      return isTold ? [Asked(record: record, kind: .contact, base: before)] : []
    } catch is DamagedRecord {
      return [Asked(record: record, kind: .contact, base: nil, isDamaged: true)]
    }
  }

  /// Tells every record touched since the cursor in one pass; of a new copy, the whole view.
  ///
  /// All of it is in doubt, for the cursor lags behind what was acknowledged. Facts are kept each:
  /// those planned already stand in lanes or are told.
  private mutating func catchUp(_ view: some ViewReading) throws {
    let base = min(live, cursor)
    let head = view.head
    var records: [RecordID: RecordKind] = [:]
    var facts: [TimedFact] = []
    if base == .start {
      for (record, row) in try view.rows(at: head) { records[record] = row.kind }
      for row in try view.standing() { records[row.record] = row.kind }
      facts = try walkFacts(from: try view.beginning(), to: head, view)
    } else {
      try walk(from: base, to: head, view, records: &records, facts: &facts)
    }
    let request = Request(base: base, cause: head, floor: base, isInDoubt: true, isRun: true)
    for record in order(records) { try tell(record, request, view) }
    for fact in facts where fact.position > live { tell(fact) }
    live = head
    if inRun.isEmpty { checkpoint.isDue = true }
  }

  private func walk(
    from base: Position, to head: Position, _ view: some ViewReading,
    records: inout [RecordID: RecordKind], facts: inout [TimedFact]
  ) throws {
    var position = base
    while position < head {
      let stretch = try view.entries(after: position)
      guard stretch.through > position else { return }
      for entry in stretch.entries {
        for contact in entry.contacts { records[contact] = .contact }
        if entry.movesView {
          for asked in try difference(at: entry.position, view) {
            records[asked.record] = asked.kind
          }
        }
        facts += entry.timedFacts
      }
      position = stretch.through
    }
  }

  private func walkFacts(
    from base: Position, to head: Position, _ view: some ViewReading
  ) throws -> [TimedFact] {
    var facts: [TimedFact] = []
    var position = base
    while position < head {
      let stretch = try view.entries(after: position)
      guard stretch.through > position else { break }
      facts += stretch.entries.flatMap(\.timedFacts)
      position = stretch.through
    }
    return facts
  }

  /// The records whose row differs between the two sides of an entry, shares up the ranks, then
  /// removals down, each in the order of the party's own ids.
  private func difference(at position: Position, _ view: some ViewReading) throws -> [Asked] {
    let before = try view.rows(at: position.previous)
    let after = try view.rows(at: position)
    var shares: [RecordID: RecordKind] = [:]
    var removals: [RecordID: RecordKind] = [:]
    for (record, row) in after where before[record] != row { shares[record] = row.kind }
    for (record, row) in before where after[record] == nil { removals[record] = row.kind }
    let ordered = order(shares) + order(removals).reversed()
    return ordered.map { Asked(record: $0.record, kind: $0.kind, base: before[$0.record]) }
  }

  private func order(_ records: [RecordID: RecordKind]) -> [Asked] {
    let keyed = records.map { record, kind in
      (
        rank: kind == .department ? 0 : 1, id: settings.ids.shown(record), record: record,
        kind: kind
      )
    }
    let sorted = keyed.sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }
    return sorted.map { Asked(record: $0.record, kind: $0.kind, base: nil) }
  }

  /// A record that is to be told, with its row at the base of the request where that is known.
  struct Asked {
    let record: RecordID
    let kind: RecordKind
    let base: Row?
    var isDamaged = false
  }

  /// What a group of records is asked to be told for.
  struct Request {
    let base: Position
    let cause: Position
    let floor: Position
    let isInDoubt: Bool
    let isRun: Bool
  }
}

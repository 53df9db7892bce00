package import Domain
import Views
import Wire

extension EndpointMachine {
  /// Reads on from the last planned entry and asks for what differs; returns whether it moved.
  ///
  /// Call again until it returns false. Without `opensRuns` it stops before what would read a page of
  /// a run, and says so by `wantsRun`: that takes long, and others may come before it.
  package mutating func plan(_ view: some ViewReading, opensRuns: Bool = true) throws -> Bool {
    wantsRun = false
    guard !isPlanningHeld, live < view.head, lanes.count < Self.laneLimit else { return false }
    let before = live
    guard live > .start else { return try catchUp(view, opensRuns) }
    let stretch = try view.entries(after: live)
    // What concerns nobody here does not count as being behind.
    if !stretch.entries.isEmpty, view.head.number - live.number > settings.behindLimit {
      return try catchUp(view, opensRuns)
    }
    for entry in stretch.entries {
      let asked = try asked(by: entry, view)
      guard opensRuns || !(entry.movesView || asked.exceedsPage) else {
        wantsRun = true
        return live > before
      }
      try plan(entry, asked, view)
    }
    live = max(live, stretch.through)
    return live > before
  }

  /// With this many records waiting, planning stops: what lies beyond is caught up in one pass.
  static let laneLimit = 4_096

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

  private mutating func plan(
    _ entry: ConcernedEntry, _ asked: AskedByEntry, _ view: some ViewReading
  ) throws {
    let isInDoubt = entry.position <= doubtThrough
    for one in asked.records {
      let request = Request(
        base: entry.position.previous, cause: entry.position, floor: entry.position.previous,
        isInDoubt: isInDoubt || one.isDamaged, isRun: false)
      try tell(one, request, view)
    }
    if entry.movesView || asked.exceedsPage {
      let span = RunSpan(.change, base: entry.position.previous, cause: entry.position)
      try open(span, isInDoubt: isInDoubt, view)
    }
    for fact in entry.timedFacts { tell(fact) }
    live = entry.position
  }

  /// The records that an entry asks for by itself, in the order in which they are told.
  private struct AskedByEntry {
    var records: [Asked] = []
    /// Whether more links hang on its contacts than a page holds, so that a run has to tell them.
    var exceedsPage = false
  }

  private func asked(
    by entry: ConcernedEntry, _ view: some ViewReading
  ) throws -> AskedByEntry {
    var result = AskedByEntry()
    var links = entry.links
    for end in entry.ends {
      let limit = settings.runPage - min(links.count, settings.runPage)
      let found = try view.links(at: end, at: entry.position, limit: limit + 1)
      guard found.count <= limit else {
        result.exceedsPage = true
        links = entry.links
        break
      }
      links += found
    }
    let contacts = try entry.contacts.compactMap { try asked($0, .contact, by: entry, view) }
    var seen: Set<RecordID> = []
    let all = try links.filter { seen.insert($0).inserted }
      .compactMap { try asked($0, .link, by: entry, view) }
    result.records = all.filter { !$0.isShared } + contacts + all.filter(\.isShared)
    return result
  }

  /// The record, if its row differs between the two sides of an entry; one that cannot be read is
  /// asked for too, so that its own lane finds out and no other waits for it.
  private func asked(
    _ record: RecordID, _ kind: RecordKind, by entry: ConcernedEntry, _ view: some ViewReading
  ) throws -> Asked? {
    do {
      let before = try view.row(of: record, kind, at: entry.position.previous)
      let after = try view.row(of: record, kind, at: entry.position)
      let isInDoubt = entry.position <= doubtThrough
      guard before != after || (isInDoubt && after != nil) else { return nil }
      return Asked(record: record, kind: kind, isShared: after != nil)
    } catch is DamagedRecord {
      return Asked(record: record, kind: kind, isDamaged: true)
    }
  }

  /// Opens a run over every record touched since the cursor; of a new copy, over the whole view.
  ///
  /// All of it is in doubt, for the cursor lags behind what was acknowledged. Facts are kept each:
  /// those planned already stand in lanes or are told.
  private mutating func catchUp(_ view: some ViewReading, _ opensRuns: Bool) throws -> Bool {
    guard opensRuns else {
      wantsRun = true
      return false
    }
    let base = min(live, cursor)
    let head = view.head
    let since = base == .start ? try view.beginning() : live
    let facts = try walkFacts(from: since, to: head, view)
    let kind = base == .start ? RunSpan.Kind.snapshot : .catchUp
    try open(RunSpan(kind, base: base, cause: head), isInDoubt: true, view)
    for fact in facts where fact.position > live { tell(fact) }
    live = head
    if inRun.isEmpty, unsettledRuns.isEmpty { checkpoint.isDue = true }
    return true
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

  /// A record that is to be told.
  struct Asked {
    let record: RecordID
    let kind: RecordKind
    var isDamaged = false
    /// Whether it was seen after the entry that asks.
    var isShared = true
  }

  /// What a group of records is asked to be told for.
  struct Request {
    let base: Position
    let cause: Position
    /// What the cursor may not pass until the record is settled; nil where a run's row stands.
    let floor: Position?
    let isInDoubt: Bool
    let isRun: Bool
  }
}

package import Domain
import Views
import Wire

extension EndpointMachine {
  /// The runs of which anything is still to be told, oldest first.
  package var openRuns: [RunRow] { unsettledRuns.map { $0.row(at: settings.endpoint) } }

  /// Everything up to here is settled of every record, given that all up to `cursor` is but for what
  /// open runs cover.
  package func settled(_ cursor: Position) -> Position {
    unsettledRuns.reduce(cursor) { min($0, $1.span.base) }
  }

  /// How many records open runs have looked at.
  package var coveredByRuns: Int {
    unsettledRuns.reduce(0) { all, run in
      run.pages.reduce(all + run.covered) { $0 + $1.covered }
    }
  }

  /// Those of which anything is still to be told; the others wait for the checkpoint that closes them.
  var unsettledRuns: some Collection<OpenRun> { runs.lazy.filter { !$0.isOver } }

  /// Whether a whole view was told since the last checkpoint.
  var hasToldView: Bool { runs.contains { $0.isOver && $0.span.kind == .snapshot } }

  /// Ends runs that are through; a first telling once the endpoint has acknowledged its checkpoint.
  mutating func closeRuns(isAcknowledged: Bool) {
    func isClosed(_ run: OpenRun) -> Bool {
      run.isOver && (isAcknowledged || run.span.kind != .snapshot)
    }
    for run in runs where isClosed(run) { saving.runs.insert(run.number) }
    runs.removeAll(where: isClosed)
  }

  /// Takes kept runs up again after a start; to be called before anything is planned.
  package mutating func resume(_ rows: [RunRow]) {
    runs = rows.map { OpenRun($0) }
  }

  /// Tells the first page of a run; where that is all of it no row is kept, and the cursor waits.
  mutating func open(
    _ asked: RunSpan, isInDoubt: Bool, _ view: some ViewReading
  ) throws {
    var span = asked
    var replaced: [OpenRun] = []
    if span.kind == .snapshot {
      // It covers whatever the others do.
      replaced = runs
    } else if unsettledRuns.count >= Self.openRunLimit {
      replaced = runs.filter { $0.span.kind != .snapshot && !$0.isOver }
      let base = replaced.map(\.span.base).min() ?? span.base
      span = RunSpan(.catchUp, base: min(base, span.base), cause: span.cause)
    }
    let isInDoubt = isInDoubt || !replaced.isEmpty
    let page = try view.page(of: span, after: nil, limit: settings.runPage)
    // The row of a first telling stands until the endpoint has heard that it is through.
    if page.isLast, replaced.isEmpty, span.kind != .snapshot {
      _ = try tell(page, of: span, isInDoubt: isInDoubt, floor: span.base, view)
      return
    }
    var run = OpenRun(number: (runs.map(\.number).max() ?? 0) + 1, span: span, isInDoubt: isInDoubt)
    try take(page, into: &run, view)
    let numbers = Set(replaced.map(\.number))
    runs.removeAll { numbers.contains($0.number) }
    runs.append(run)
    saving.runs.formUnion(numbers)
    saving.runs.insert(run.number)
    passSettledPages()
  }

  /// At most so many stand open; then they are folded into one.
  private static let openRunLimit = 16

  /// Whether a page of a run can be read now.
  package var wantsPage: Bool {
    hold == nil && !isWaitingForRun && runs.contains { !$0.isRead }
  }

  /// Pages are read as fast as they are told, so that what waits stays bounded.
  private var isWaitingForRun: Bool {
    inRun.count >= max(settings.runPage, 2 * settings.parallelRequests)
      || lanes.count >= 2 * Self.laneLimit
  }

  /// Reads and tells one page of one open run, of each in turn.
  package mutating func readPage(_ view: some ViewReading) throws {
    guard wantsPage else { return }
    let unread = runs.indices.filter { !runs[$0].isRead }
    runTurn &+= 1
    let index = unread[runTurn % unread.count]
    let run = runs[index]
    let page = try view.page(of: run.span, after: run.next, limit: settings.runPage)
    var changed = run
    try take(page, into: &changed, view)
    runs[index] = changed
    passSettledPages()
  }

  private mutating func take(
    _ page: RunPage, into run: inout OpenRun, _ view: some ViewReading
  ) throws {
    let pending = try tell(page, of: run.span, isInDoubt: run.isInDoubt, floor: nil, view)
    run.next = page.through
    run.isRead = page.isLast
    run.pages.append(
      OpenRun.Page(through: page.through, covered: page.covered, pending: pending))
  }

  /// Asks for what differs, shares up the ranks and then removals down, each in the order of the
  /// party's own ids; returns the records that no exception row stands for.
  private mutating func tell(
    _ page: RunPage, of span: RunSpan, isInDoubt: Bool, floor: Position?, _ view: some ViewReading
  ) throws -> Set<RecordID> {
    let told = page.candidates.filter { isInDoubt || $0.isDamaged || $0.before != $0.after }
    let ordered =
      order(told.filter { $0.after != nil || $0.isDamaged })
      + order(told.filter { $0.after == nil && !$0.isDamaged }).reversed()
    var pending: Set<RecordID> = []
    for one in ordered {
      let request = Request(
        base: span.base, cause: span.cause, floor: floor, isInDoubt: isInDoubt || one.isDamaged,
        isRun: true)
      try tell(
        Asked(record: one.record, kind: one.kind, isDamaged: one.isDamaged), request, view)
      if lanes[one.record]?.exception == nil { pending.insert(one.record) }
    }
    return pending
  }

  private func order(_ candidates: [RunPage.Candidate]) -> [RunPage.Candidate] {
    let keyed = candidates.map { one in
      (
        rank: one.kind.rank ?? 0, id: (one.after ?? one.before)?.id ?? "",
        record: one.record, one: one
      )
    }
    return keyed.sorted { ($0.rank, $0.id, $0.record) < ($1.rank, $1.id, $1.record) }.map(\.one)
  }

  /// Moves every run over what is settled, and asks for a checkpoint when the last of them is through.
  mutating func passSettledPages() {
    for index in runs.indices where runs[index].advance() { saving.runs.insert(runs[index].number) }
    closeRuns(isAcknowledged: isWithdrawing)
    if unsettledRuns.isEmpty, inRun.isEmpty { checkpoint.isDue = true }
  }

  mutating func leaveRun(_ record: RecordID) {
    guard inRun.remove(record) != nil else { return }
    for index in runs.indices { runs[index].settle(record) }
    if !unsettledRuns.isEmpty || inRun.isEmpty { passSettledPages() }
  }
}

import Domain
import Storage
import Wire

/// Has rules and agreements opened and ended when their windows and terms say so, by commands like any other, on a thread that
/// sleeps until the next one is due.
///
/// What is due stands in the published state alone, so that nothing is lost with the process: what
/// came due while it was down is due at the start.
final class DueSettler: CommitObserver {
  private let writer: Writer
  private let clock: any Clock
  private let notice: @Sendable (String) -> Void
  private let work = Monitor(Work())
  private let thread = Monitor<Thread?>(nil)

  private struct Work {
    /// Submitted and, as far as this knows, not committed.
    var underWay: Set<DueRecord> = []
    /// Something has happened since the last look.
    var isNews = false
    /// Counted by the monotonic clock; nothing is submitted before.
    var retryAt = Duration.zero
    var isStopping = false
  }

  private enum Task {
    case look
    case end
  }

  /// At most so many settlements wait for the writer at once, so that other commands get in between.
  private static let batchLimit = 100
  /// How long a store that failed is left alone.
  private static let retry = Duration.seconds(1)
  /// How late a wall clock that was set forward is noticed.
  private static let longestSleep = Duration.seconds(1)
  /// How long a start waits for what came due before it.
  private static let startLimit = Duration.seconds(10)

  init(writer: Writer, clock: any Clock, notice: @escaping @Sendable (String) -> Void) {
    self.writer = writer
    self.clock = clock
    self.notice = notice
  }

  /// Settles what is due by now, and from here on what comes due; the writer must be running.
  ///
  /// What cannot be settled now is tried again later: nothing is sent by it meanwhile.
  func start() throws {
    writer.observe(self)
    catchUp()
    let started = try Thread(name: "weir-due") { self.run() }
    thread.update { $0 = started }
  }

  /// Submits nothing more and ends the thread.
  func stop() {
    work.update { $0.isStopping = true }
    let running = thread.update { thread in
      defer { thread = nil }
      return thread
    }
    running?.join()
  }

  func committed(_ news: CommitNews) {
    let concerns = news.entries.values.contains { entries in
      entries.contains { $0.changes.contains { $0.kind == .rule || $0.kind == .agreement } }
    }
    if concerns { work.update { $0.isNews = true } }
  }

  /// Submits what is due by now, as much as may be under way at once; gives how long there is nothing
  /// more to do unless something happens, nil for ever.
  @discardableResult
  func look() -> Duration? {
    let state = writer.state
    let now = clock.now()
    let due = state.due(at: now)
    let chosen = work.update { work in choose(from: due, &work) }
    if !chosen.isEmpty {
      writer.submit(chosen.map { due in due.submission { self.told(due, $0) } })
    }
    guard due.isEmpty else { return Self.longestSleep }
    return state.nextDue.map { min(max(.zero, $0 - now), Self.longestSleep) }
  }

  private func choose(from due: [DueRecord], _ work: inout Work) -> [DueRecord] {
    work.underWay.formIntersection(due)
    guard !work.isStopping, work.retryAt <= clock.elapsed() else { return [] }
    let left = due.filter { !work.underWay.contains($0) }
    let chosen = Array(left.prefix(Self.batchLimit - work.underWay.count))
    work.underWay.formUnion(chosen)
    return chosen
  }

  private func told(_ settled: DueRecord, _ result: Result<Outcome, SubmissionFailure>) {
    let now = clock.elapsed()
    let isFirst = work.update { work in
      work.underWay.remove(settled)
      work.isNews = true
      guard case .failure = result, work.retryAt <= now else { return false }
      work.retryAt = now + Self.retry
      return true
    }
    guard isFirst, case .failure(let failure) = result, failure != .stopping else { return }
    notice(
      "a rule or an agreement could not be opened or ended when it was due: \(failure); it is tried"
        + " again, and nothing is sent by what is to end")
  }

  private func catchUp() {
    let end = SystemClock.monotonic() + Self.startLimit
    while true {
      look()
      if writer.state.due(at: clock.now()).isEmpty { return }
      let hasFailed = work.update { $0.retryAt > clock.elapsed() }
      let left = end - SystemClock.monotonic()
      guard !hasFailed, left > .zero else { return }
      _ = work.wait(limit: left) { Self.next(&$0) }
    }
  }

  private func run() {
    while true {
      let limit = look()
      if case .end? = work.wait(limit: limit, { Self.next(&$0) }) { return }
    }
  }

  private static func next(_ work: inout Work) -> Task? {
    if work.isStopping { return .end }
    guard work.isNews else { return nil }
    work.isNews = false
    return .look
  }
}

import Domain
import Storage
import Views

/// Compares copies with views, and looks at what is to be repaired, on a thread of its own, for a
/// view that is summed anew takes a while.
final class ViewComparer: Sendable {
  private let clock: any Clock
  private let notice: @Sendable (String) -> Void
  private let queue = Monitor(Queue())
  private let thread = Monitor<Thread?>(nil)

  typealias Completion =
    @Sendable (Result<ViewComparisonAnswer, ViewComparisonFailure>) -> Void

  private enum Job: Sendable {
    case compare(ViewComparisonRequest, Completion)
    case repair(RepairRequest, RepairCompletion)
  }

  typealias RepairCompletion = @Sendable (Result<RepairAnswer, RepairFailure>) -> Void

  private struct Queue {
    var jobs: [Job] = []
    var isStopping = false
  }

  private enum Task {
    case job(Job)
    case end
  }

  /// At most this many requests wait.
  private static let waitingLimit = 256
  /// Sums that nobody asked for so long are dropped.
  private static let idleLimit = Duration.seconds(600)
  /// Records in all kept views together; 24 bytes each.
  private static let recordLimit = 2_000_000

  init(clock: any Clock, notice: @escaping @Sendable (String) -> Void) {
    self.clock = clock
    self.notice = notice
  }

  func start(in gateway: Gateway) throws {
    let started = try Thread(name: "weir-compare") { self.run(gateway) }
    thread.update { $0 = started }
  }

  /// Answers later, on the comparer's thread, or at once where it cannot.
  func compare(_ request: ViewComparisonRequest, _ completion: @escaping Completion) {
    switch add(.compare(request, completion)) {
    case .added: break
    case .full: completion(.failure(.busy))
    case .stopping: completion(.failure(.stopping))
    }
  }

  /// Answers as `compare` does.
  func repair(_ request: RepairRequest, _ completion: @escaping RepairCompletion) {
    switch add(.repair(request, completion)) {
    case .added: break
    case .full: completion(.failure(.busy))
    case .stopping: completion(.failure(.stopping))
    }
  }

  private enum Addition {
    case added
    case full
    case stopping
  }

  private func add(_ job: Job) -> Addition {
    queue.update { queue in
      if queue.isStopping { return .stopping }
      if queue.jobs.count >= Self.waitingLimit { return .full }
      queue.jobs.append(job)
      return .added
    }
  }

  /// Ends the thread after the comparison under way, if one is; those that wait are refused.
  func stop() {
    let left = queue.update { queue in
      defer { queue.jobs = [] }
      queue.isStopping = true
      return queue.jobs
    }
    for job in left {
      switch job {
      case .compare(_, let completion): completion(.failure(.stopping))
      case .repair(_, let completion): completion(.failure(.stopping))
      }
    }
    let running = thread.update { thread in
      defer { thread = nil }
      return thread
    }
    running?.join()
  }

  private func run(_ gateway: Gateway) {
    var kept = KeptViews(limit: Self.recordLimit)
    var session: ReadSession?
    while true {
      switch queue.wait(limit: kept.isEmpty ? nil : Self.idleLimit / 10, { Self.next(&$0) }) {
      case .end: return
      case nil: kept.drop(unusedSince: clock.elapsed() - Self.idleLimit)
      case .job(.compare(let request, let completion)):
        completion(answer(request, &kept, &session, gateway))
        // Nothing is held of the store while it waits.
        try? session?.release()
      case .job(.repair(let request, let completion)):
        completion(carryOut(request, &session, gateway))
        try? session?.release()
      }
    }
  }

  private func carryOut(
    _ request: RepairRequest, _ session: inout ReadSession?, _ gateway: Gateway
  ) -> Result<RepairAnswer, RepairFailure> {
    do {
      let reading = try session ?? gateway.makeSession()
      session = reading
      return .success(try gateway.carryOut(request, reading))
    } catch let failure as RepairFailure {
      return .failure(failure)
    } catch {
      notice("a repair could not be looked at: \(error)")
      session = nil
      return .failure(.unavailable)
    }
  }

  private static func next(_ queue: inout Queue) -> Task? {
    if queue.isStopping { return .end }
    return queue.jobs.isEmpty ? nil : .job(queue.jobs.removeFirst())
  }

  private func answer(
    _ request: ViewComparisonRequest, _ kept: inout KeptViews, _ session: inout ReadSession?,
    _ gateway: Gateway
  ) -> Result<ViewComparisonAnswer, ViewComparisonFailure> {
    var viewer = KeptViews.Viewer(enterprise: request.enterprise, party: request.party)
    var view: KeptView?
    do {
      // What is on its way is asked before the position is taken: what changes in between is found
      // among the entries after what was planned.
      let progress = try gateway.progress(of: Self.endpoints(of: request, gateway.state))
      let reading = try session ?? gateway.makeSession()
      session = reading
      try reading.refresh()
      let (scope, start) = try reading.scope(of: request.endpoint, in: request.enterprise)
      viewer.scope = scope
      view = kept.take(viewer)
      let comparison = ViewComparison(
        request: request, scope: scope, scopeStart: start, session: reading, progress: progress,
        recent: { gateway.committed(after: $0, in: request.enterprise) },
        reach: Int64(gateway.parts.configuration.comparisonReach))
      let answer = try comparison.answer(&view)
      if let view { kept.keep(view, of: viewer, at: clock.elapsed()) }
      return .success(answer)
    } catch let failure as ViewComparisonFailure {
      if let view { kept.keep(view, of: viewer, at: clock.elapsed()) }
      return .failure(failure)
    } catch {
      notice("a view could not be compared: \(error)")
      session = nil
      return .failure(.unavailable)
    }
  }

  private static func endpoints(
    of request: ViewComparisonRequest, _ state: PublishedState
  ) -> [EndpointID] {
    if let endpoint = request.endpoint { return [endpoint] }
    let all = state.enterprises[request.enterprise]?.endpoints.values.map { $0 } ?? []
    return all.filter { endpoint in
      if case .disabled = endpoint.state { return false }
      return endpoint.party == request.party
    }.map(\.id)
  }
}

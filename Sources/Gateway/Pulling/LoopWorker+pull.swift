import Delivery
import Domain
import Wire

extension LoopWorker {
  /// A request that waits until there is something to tell.
  struct WaitingPull {
    let limit: Int
    var deadline: Timestamp
    let completion: PullCompletion
  }

  /// At most so many wait at one endpoint, and in one loop.
  private static let waitingLimitOfEndpoint = 2_000
  private static let waitingLimit = 5_000
  /// How much longer a request waits where what it is to be given is being written.
  private static let patience = Duration.seconds(5)

  /// Takes what a request acknowledges; its answer comes with the endpoint's turn.
  func admit(_ pull: LoopMailbox.Mail.Pull) {
    let id = pull.request.endpoint
    guard !isFinishing else { return pull.completion(.failure(.stopping)) }
    guard let driver = drivers[id], driver.isPulled else {
      // Its removal may have overtaken the request.
      let isThere = gateway.state.enterprises.values.contains { $0.endpoints[id] != nil }
      return pull.completion(.failure(isThere ? .unavailable : .removed))
    }
    guard !driver.isHeldBack else { return pull.completion(.failure(.held)) }
    if let refusal = driver.outbox.refusal(of: pull.request.after) {
      return pull.completion(.failure(.refused(refusal)))
    }
    guard waitingPulls < Self.waitingLimit,
      pulls[id, default: []].count < Self.waitingLimitOfEndpoint
    else { return pull.completion(.failure(.busy)) }
    if let mark = pull.request.after {
      attempts += driver.acknowledge(mark, at: now, watch(of: driver))
    }
    let wait = isEndingWaits ? .zero : pull.request.wait
    pulls[id, default: []].append(
      WaitingPull(
        limit: pull.request.limit, deadline: now + wait, completion: pull.completion))
    waitingPulls += 1
    turns.add(id)
  }

  /// Answers what waits at an endpoint as far as there is something to tell, in the order in which it
  /// came.
  func serve(_ driver: EndpointDriver, _ id: EndpointID) throws {
    guard pulls[id] != nil else { return try driver.plan() }
    guard !driver.isHeldBack else { return fail(id, .held) }
    while let next = pulls[id]?.first {
      let given = try driver.give(atMost: next.limit, at: now, watch(of: driver))
      if given.isOvertaken { turns.add(id) }
      guard !given.events.isEmpty else { break }
      next.completion(.success(PullAnswer(events: given.events, next: driver.outbox.mark)))
      pulls[id]?.removeFirst()
      waitingPulls -= 1
    }
    expire(driver, id)
  }

  /// Tells those whose wait is over that there is nothing.
  func expire(_ driver: EndpointDriver, _ id: EndpointID) {
    guard let waiting = pulls[id] else { return }
    let limit = driver.isPreparing ? now - Self.patience : now
    let over = waiting.filter { $0.deadline <= limit }
    // A mark of a beginning that a start may forget would stand for nothing.
    let answer: Result<PullAnswer, PullFailure> =
      driver.beginning == .kept
      ? .success(PullAnswer(events: [], next: driver.outbox.mark)) : .failure(.unavailable)
    for pull in over { pull.completion(answer) }
    waitingPulls -= over.count
    let left = over.isEmpty ? waiting : waiting.filter { $0.deadline > limit }
    pulls[id] = left.isEmpty ? nil : left
  }

  /// While nothing may be sent at all, waits end in time nevertheless.
  func expirePulls() {
    for id in pulls.keys {
      if let driver = drivers[id] { expire(driver, id) }
    }
  }

  /// Answers everything that waits at an endpoint.
  func fail(_ id: EndpointID, _ failure: PullFailure) {
    guard let waiting = pulls.removeValue(forKey: id) else { return }
    waitingPulls -= waiting.count
    for pull in waiting { pull.completion(.failure(failure)) }
  }

  /// From now on a request that finds nothing is answered at once.
  func endPullWaits() {
    isEndingWaits = true
    for id in pulls.keys {
      let ended = pulls[id, default: []].map { pull in
        WaitingPull(limit: pull.limit, deadline: now, completion: pull.completion)
      }
      pulls[id] = ended
      turns.add(id)
    }
  }

  /// When an endpoint is to be looked at although nothing happens to it; one that nobody asks of never.
  func wakeTime(of driver: EndpointDriver, _ id: EndpointID) -> Timestamp? {
    guard driver.isPulled else { return driver.machine.wakeTime(at: now) }
    guard let deadline = pulls[id]?.map(\.deadline).min() else { return nil }
    let next = deadline > now ? deadline : now + .milliseconds(100)
    return driver.machine.wakeTime(at: now).map { min($0, next) } ?? next
  }

  func tellWhole(_ id: EndpointID) {
    guard let driver = drivers[id] else { return }
    do {
      try hold()
      bringUp(id)
      try driver.tellWhole()
    } catch {
      gateway.parts.notice("an endpoint's view could not be read: \(error); ask for it again")
    }
    turns.add(id)
  }

  /// What is given lies under the same look as what is sent, until it is acknowledged.
  private func watch(of driver: EndpointDriver) -> SendingWatch {
    let viewer = Viewer(enterprise: driver.enterprise, party: driver.endpoint.party)
    let id = driver.endpoint.id
    return SendingWatch(
      begin: { [unowned self] in watch($0, to: id, of: viewer) },
      end: { [unowned self] in unwatch($0, to: id, of: viewer) },
      permits: { [unowned self] in mayLeave($0, to: id, of: viewer) })
  }

  /// Lets go of what an endpoint that has ended was given.
  func endPulls(of driver: EndpointDriver) {
    let watch = watch(of: driver)
    for entry in driver.outbox.entries { watch.end(entry.sending) }
    fail(driver.endpoint.id, .removed)
  }
}

internal import CCurl
internal import Wire

/// Makes many HTTP requests at a time on the thread that calls ``run(upTo:)``.
///
/// Belongs to one thread, as its missing `Sendable` says; only its ``waker`` may be used elsewhere.
/// All requests to one host go through one shard, where hosts take turns. What has no room waits
/// inside, up to `ClientConfiguration.maximumWaiting`; a request beyond that ends with `.noRoom`.
/// Every request that was started has exactly one completion. Redirects are answers like any
/// other; cookies, `.netrc`, stored passwords and the environment's proxies are never used.
package final class HTTPClient {
  let context: TransferContext
  let sockets: SocketWatch
  let configuration: ClientConfiguration
  private let wakeSignal: WakeSignal
  var schedule: Schedule
  /// By index; nil while a shard has nothing to hold.
  var shards: [Shard?] = []
  var active: [Transfer] = []
  private var idle: [Transfer] = []
  private var finished: [Completion] = []
  private var nextSweep: MonotonicInstant

  /// libcurl's process-wide preparation, done once however often it is called.
  ///
  /// To be called by the composition root before it starts threads; throws `library`.
  package static func prepareProcess() throws(HTTPClientError) {
    guard globalCode == CURLE_OK else {
      throw .refusal("curl_global_init", code: Int(globalCode.rawValue))
    }
  }

  private static let globalCode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  package init(configuration: ClientConfiguration) throws(HTTPClientError) {
    try Self.prepareProcess()
    try configuration.validate()
    self.configuration = configuration
    wakeSignal = try WakeSignal()
    sockets = try SocketWatch(wakeSignal: wakeSignal)
    context = TransferContext(egressPolicy: configuration.egressPolicy, sockets: sockets)
    schedule = Schedule(limits: configuration)
    nextSweep = .now().advanced(by: configuration.idleAge)
    // A setting that libcurl refuses shows here and not with the first request.
    idle.append(try Transfer(context: context, configuration: configuration))
    active.reserveCapacity(configuration.inFlightPerShard)
  }

  deinit {
    for transfer in active {
      if let host = transfer.host { shards[host.shard]?.remove(transfer) }
    }
    // Connections call the context when they are closed: they go before it.
    shards.removeAll()
  }

  package var waker: Waker { Waker(wakeSignal) }

  /// Asked with the token between connection and first byte, once per time that the request is
  /// sent; false ends the request with `.withdrawn` and no byte of it leaves.
  ///
  /// Called within ``run(upTo:)``; must not call the client.
  package var lastLook: (UInt64) -> Bool {
    get { context.lastLook }
    set { context.lastLook = newValue }
  }

  /// Requests that have been started and not been handed back: waiting, under way, or finished.
  package var inFlight: Int { schedule.waiting + active.count + finished.count }

  /// Takes a request; nothing is sent before the next ``run(upTo:)``.
  package func start(_ request: OutgoingRequest) {
    guard !schedule.enqueue(request, now: .now()) else { return }
    finish(
      request,
      Failure(
        .noRoom, "The client already holds \(configuration.maximumWaiting) waiting requests."))
  }

  /// Ends the requests with the token; their completions come with the next ``run(upTo:)``.
  package func cancel(_ token: UInt64) {
    cancel { $0 == token }
  }

  /// Ends all requests; their completions come with the next ``run(upTo:)``.
  package func cancelAll() {
    cancel { _ in true }
  }

  /// Moves requests forward; waits until one ends, the waker calls, or the time is over.
  ///
  /// Returns what has ended, in order of ending; it may be nothing.
  package func run(upTo limit: Duration) -> [Completion] {
    let end = MonotonicInstant.now().advanced(by: limit)
    var isOver = false
    while !isOver {
      var now = MonotonicInstant.now()
      maintain(now: now)
      admit(now: now)
      for shard in shards { shard?.timeHasCome(now: now) }
      collect(now: now)
      let wait = finished.isEmpty ? now.milliseconds(until: min(end, nextMoment)) : 0
      let woken = sockets.wait(milliseconds: wait) { event in
        shards[event.shard]?.socketIsReady(event)
      }
      now = .now()
      collect(now: now)
      isOver = woken || !finished.isEmpty || now >= end
    }
    defer { finished.removeAll(keepingCapacity: false) }
    return finished
  }

  private var nextMoment: MonotonicInstant {
    var moment = min(nextSweep, schedule.nextStrayEnd)
    for case let shard? in shards { moment = min(moment, shard.deadline) }
    return moment
  }

  private func cancel(where condition: (UInt64) -> Bool) {
    for request in schedule.withdraw(where: { condition($0.token) }) {
      finish(request, Failure(.cancelled, "The request was cancelled."))
    }
    let now = MonotonicInstant.now()
    for transfer in active where condition(transfer.token) {
      end(transfer, transfer.outcomeWhenCancelled(), code: nil, now: now)
    }
  }
}

extension HTTPClient {
  /// Starts what has room.
  private func admit(now: MonotonicInstant) {
    for index in 0..<schedule.shards {
      while let (request, host) = schedule.next(inShard: index, now: now) {
        begin(request, to: host, now: now)
      }
    }
  }

  private func begin(_ request: OutgoingRequest, to host: Host, now: MonotonicInstant) {
    do throws(HTTPClientError) {
      let shard = try shard(at: host.shard)
      let transfer = try idleTransfer()
      if let failure = transfer.begin(request, to: host, now: now) {
        release(transfer, now: now, lookupIsStray: false)
        finish(request, failure)
      } else if shard.add(transfer) {
        transfer.position = active.count
        active.append(transfer)
      } else {
        release(transfer, now: now, lookupIsStray: false)
        finish(request, Failure(.other, "libcurl did not take the request; nothing was sent."))
      }
    } catch {
      schedule.ended(host, ownsLookup: host.isLookingUp, lookupIsStray: false, now: now)
      finish(request, Failure(.other, error.description))
    }
  }

  private func idleTransfer() throws(HTTPClientError) -> Transfer {
    if let transfer = idle.popLast() { return transfer }
    return try Transfer(context: context, configuration: configuration)
  }

  private func shard(at index: Int) throws(HTTPClientError) -> Shard {
    while shards.count <= index { shards.append(nil) }
    if let shard = shards[index] { return shard }
    let shard = try Shard(index: index, configuration: configuration, sockets: sockets)
    shards[index] = shard
    return shard
  }

  /// Takes over what libcurl has ended, and the addresses that became known.
  private func collect(now: MonotonicInstant) {
    for case let shard? in shards where shard.mayHaveMessages {
      shard.takeEnded { transfer, code in
        end(transfer, transfer.outcome(code), code: code, now: now)
      }
    }
    guard schedule.isLookingUp else { return }
    for transfer in active where transfer.ownsLookup && transfer.isAddressNews {
      transfer.ownsLookup = false
      if let host = transfer.host { schedule.resolved(host, now: now) }
    }
  }

  private func end(
    _ transfer: Transfer, _ outcome: Outcome, code: CURLcode?, now: MonotonicInstant
  ) {
    finished.append(transfer.completion(outcome, now: now))
    if let host = transfer.host { shards[host.shard]?.remove(transfer) }
    let last = active.removeLast()
    if last !== transfer {
      active[transfer.position] = last
      last.position = transfer.position
    }
    release(transfer, now: now, lookupIsStray: transfer.isLookupStray(code))
  }

  private func release(_ transfer: Transfer, now: MonotonicInstant, lookupIsStray: Bool) {
    if let host = transfer.host {
      if transfer.isAddressNews, transfer.ownsLookup {
        transfer.ownsLookup = false
        schedule.resolved(host, now: now)
      }
      schedule.ended(
        host, ownsLookup: transfer.ownsLookup, lookupIsStray: lookupIsStray, now: now)
    }
    transfer.finish()
    idle.append(transfer)
  }

  private func finish(_ request: OutgoingRequest, _ failure: Failure) {
    finished.append(
      Completion(
        token: request.token, outcome: .failure(failure), duration: .zero, timings: Timings(),
        remoteAddress: nil, sends: 0))
  }

  /// Forgets hosts that are out of use, and closes shards that hold none any more.
  private func maintain(now: MonotonicInstant) {
    schedule.releaseStrayLookups(now: now)
    guard nextSweep <= now else { return }
    nextSweep = now.advanced(by: configuration.idleAge)
    let age = Duration.zero - configuration.idleAge
    for index in schedule.forgetHosts(unusedSince: now.advanced(by: age)) {
      if index < shards.count { shards[index] = nil }
    }
  }
}

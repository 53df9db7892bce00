internal import Wire

/// Decides which waiting request starts next.
///
/// Hosts keep their shard while they are in use. Within a shard hosts take turns, one request each;
/// a host at its own limit, or one whose name is being looked up, keeps nobody waiting behind it.
/// Nothing here touches a socket.
struct Schedule {
  /// How long libcurl is told to keep addresses; ``Host/resolvedUntil`` stays a little below.
  static let addressLifetime = Duration.seconds(60)
  /// A look-up whose request ended first goes on in its thread; it is counted for so long.
  static let strayLookupAge = Duration.seconds(10)

  private struct Lane {
    var line = FirstInFirstOut<Host>()
    var inFlight = 0
    var hosts = 0
  }

  private let limits: ClientConfiguration
  private var lanes: [Lane] = []
  private var hosts: [HostKey: Host] = [:]
  private var lookupLine = FirstInFirstOut<Host>()
  private var strayLookups = FirstInFirstOut<MonotonicInstant>()
  private var lookups = 0
  private(set) var waiting = 0

  init(limits: ClientConfiguration) {
    self.limits = limits
  }

  var isLookingUp: Bool { lookups > 0 }
  var shards: Int { lanes.count }
  var knownHosts: Int { hosts.count }

  /// When a look-up that outlived its request stops being counted, if someone waits for that.
  var nextStrayEnd: MonotonicInstant {
    lookupLine.isEmpty ? .never : strayLookups.first ?? .never
  }

  /// Puts a request in line; false when there is no room.
  mutating func enqueue(_ request: OutgoingRequest, now: MonotonicInstant) -> Bool {
    guard waiting < limits.maximumWaiting else { return false }
    let host = host(for: request.url, now: now)
    if host.inFlight == 0, host.waiting.isEmpty { host.connections = 1 }
    host.connections = max(host.connections, request.connections)
    host.waiting.append(request)
    waiting += 1
    lineUp(host)
    return true
  }

  /// Takes the next request of a shard that may start now.
  mutating func next(inShard shard: Int, now: MonotonicInstant) -> (OutgoingRequest, Host)? {
    while lanes[shard].inFlight < limits.inFlightPerShard, let host = lanes[shard].line.popFirst() {
      host.isInLine = false
      guard let first = host.waiting.first, host.inFlight < limit(of: first, to: host)
      else { continue }
      guard mayStart(host, now: now), let request = host.waiting.popFirst() else { continue }
      waiting -= 1
      host.inFlight += 1
      host.lastUse = now
      lanes[shard].inFlight += 1
      lineUp(host)
      return (request, host)
    }
    return nil
  }

  /// The addresses of a host are known: others may use them, and another look-up may begin.
  mutating func resolved(_ host: Host, now: MonotonicInstant) {
    guard host.isLookingUp else { return }
    host.isLookingUp = false
    host.resolvedUntil = now.advanced(by: Self.addressLifetime - .seconds(5))
    lookups -= 1
    lineUp(host)
    admitLookups()
  }

  /// A request under way has ended; `lookupIsStray` when its look-up may still be running.
  mutating func ended(_ host: Host, ownsLookup: Bool, lookupIsStray: Bool, now: MonotonicInstant) {
    host.inFlight -= 1
    host.lastUse = now
    lanes[host.shard].inFlight -= 1
    if ownsLookup, host.isLookingUp {
      host.isLookingUp = false
      if lookupIsStray {
        strayLookups.append(now.advanced(by: Self.strayLookupAge))
      } else {
        lookups -= 1
      }
    }
    lineUp(host)
    admitLookups()
  }

  /// Stops counting look-ups that outlived their requests long enough.
  mutating func releaseStrayLookups(now: MonotonicInstant) {
    guard let first = strayLookups.first, first <= now else { return }
    while let end = strayLookups.first, end <= now {
      _ = strayLookups.popFirst()
      lookups -= 1
    }
    admitLookups()
  }

  /// Takes out waiting requests.
  mutating func withdraw(where condition: (OutgoingRequest) -> Bool) -> [OutgoingRequest] {
    guard waiting > 0 else { return [] }
    var removed: [OutgoingRequest] = []
    for host in hosts.values where !host.waiting.isEmpty {
      removed += host.waiting.removeAll(where: condition)
    }
    waiting -= removed.count
    return removed
  }

  /// Forgets hosts unused since the moment; returns the shards that now hold none.
  mutating func forgetHosts(unusedSince moment: MonotonicInstant) -> [Int] {
    for host in hosts.values where host.inFlight == 0 && host.waiting.isEmpty && !host.isInLine {
      guard host.lastUse < moment else { continue }
      hosts[host.key] = nil
      lanes[host.shard].hosts -= 1
    }
    return lanes.indices.filter { lanes[$0].hosts == 0 }
  }

  private mutating func host(for url: HTTPURL, now: MonotonicInstant) -> Host {
    let key = HostKey(name: url.host, port: url.port, isSecure: url.scheme == .https)
    if let host = hosts[key] { return host }
    let shard = shardForNewHost()
    let host = Host(key: key, shard: shard, needsLookup: url.address == nil, now: now)
    hosts[key] = host
    lanes[shard].hosts += 1
    return host
  }

  private mutating func shardForNewHost() -> Int {
    let emptiest = lanes.indices.min { lanes[$0].hosts < lanes[$1].hosts }
    if let emptiest {
      let hosts = lanes[emptiest].hosts
      let isFull = hosts >= limits.hostsPerShard && lanes.count < limits.maximumShards
      let isSpreading = hosts > 0 && lanes.count < min(limits.spread, limits.maximumShards)
      if !isFull, !isSpreading { return emptiest }
    }
    lanes.append(Lane())
    return lanes.count - 1
  }

  private func limit(of request: OutgoingRequest, to host: Host) -> Int {
    request.version == .http2 && request.url.scheme == .https
      ? limits.streamsPerHost : min(host.connections, limits.connectionsPerHost)
  }

  /// Claims a look-up if the host needs one; a host that may not start comes back into line when
  /// its own look-up ends or another makes room.
  private mutating func mayStart(_ host: Host, now: MonotonicInstant) -> Bool {
    guard host.needsLookup, host.resolvedUntil <= now else { return true }
    guard !host.isLookingUp else { return false }
    guard lookups < limits.maximumLookups else {
      host.isInLine = true
      lookupLine.append(host)
      return false
    }
    lookups += 1
    host.isLookingUp = true
    return true
  }

  private mutating func admitLookups() {
    var room = limits.maximumLookups - lookups
    while room > 0, let host = lookupLine.popFirst() {
      host.isInLine = false
      lineUp(host)
      room -= 1
    }
  }

  private mutating func lineUp(_ host: Host) {
    guard !host.isInLine, !host.waiting.isEmpty else { return }
    host.isInLine = true
    lanes[host.shard].line.append(host)
  }
}

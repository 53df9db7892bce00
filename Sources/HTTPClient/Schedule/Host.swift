/// Scheme, name and port: what connections and shards are kept by.
struct HostKey: Hashable {
  let name: String
  let port: Int
  let isSecure: Bool
}

/// One far side: what waits for it and what is under way to it.
final class Host {
  let key: HostKey
  let shard: Int
  /// A numeric address needs no look-up.
  let needsLookup: Bool
  var waiting = FirstInFirstOut<OutgoingRequest>()
  var inFlight = 0
  /// The most that any request asked for since the host was last idle.
  var connections = 1
  /// Stands in its shard's line, or in the line for a look-up.
  var isInLine = false
  var isLookingUp = false
  /// libcurl's cache surely holds the addresses until then.
  var resolvedUntil = MonotonicInstant.past
  var lastUse: MonotonicInstant

  init(key: HostKey, shard: Int, needsLookup: Bool, now: MonotonicInstant) {
    self.key = key
    self.shard = shard
    self.needsLookup = needsLookup
    lastUse = now
  }
}

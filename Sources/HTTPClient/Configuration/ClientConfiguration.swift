package import Wire

/// Limits and rules of one client.
package struct ClientConfiguration: Sendable {
  /// Judges each address before it is connected; with a proxy, the proxy's address.
  package var egressPolicy: EgressPolicy
  /// The value of `User-Agent`, unless a request brings its own.
  package var userAgent: String
  /// The URL of a proxy; none unless set here, whatever the environment says.
  package var proxy: String?
  /// Hashed certificate directory for `Trust.system`, read per connection and as needed.
  package var certificateDirectory: String
  /// A PEM file of further authorities for `Trust.system`, read per connection; none unless set here.
  package var certificateFile: String?
  /// Hosts are spread over so many shards before any holds more than its share.
  package var spread: Int
  /// A further shard is opened when all hold so many hosts.
  package var hostsPerShard: Int
  /// Beyond so many shards hosts share the existing ones.
  package var maximumShards: Int
  /// Requests under way per shard; further ones wait inside the client.
  package var inFlightPerShard: Int
  /// Requests that wait inside the client in all; further ones end at once with `.noRoom`.
  package var maximumWaiting: Int
  /// Open connections per shard, idle ones included; the oldest idle one gives way.
  package var connectionsPerShard: Int
  /// Connections to one host, so also HTTP/1.1 requests under way, whatever the requests ask for.
  package var connectionsPerHost: Int
  /// HTTP/2 requests under way to one host.
  package var streamsPerHost: Int
  /// Name look-ups under way in all, one thread each.
  package var maximumLookups: Int
  /// A connection idle for longer is not used again and is closed.
  package var idleAge: Duration

  package init(egressPolicy: EgressPolicy, userAgent: String) {
    self.egressPolicy = egressPolicy
    self.userAgent = userAgent
    proxy = nil
    certificateDirectory = "/etc/ssl/certs"
    certificateFile = nil
    spread = 16
    hostsPerShard = 500
    maximumShards = 64
    inFlightPerShard = 64
    maximumWaiting = 16_384
    connectionsPerShard = 600
    connectionsPerHost = 64
    streamsPerHost = 64
    maximumLookups = 16
    idleAge = .seconds(90)
  }

  func validate() throws(HTTPClientError) {
    let counts: [(String, Int)] = [
      ("spread", spread), ("hostsPerShard", hostsPerShard), ("maximumShards", maximumShards),
      ("inFlightPerShard", inFlightPerShard), ("maximumWaiting", maximumWaiting),
      ("connectionsPerShard", connectionsPerShard), ("connectionsPerHost", connectionsPerHost),
      ("streamsPerHost", streamsPerHost), ("maximumLookups", maximumLookups),
    ]
    for (name, count) in counts where !(1...1_000_000).contains(count) {
      throw .configuration("\(name) is \(count); give a number from 1 to 1000000.")
    }
    guard idleAge >= .seconds(1) else {
      throw .configuration("idleAge is \(idleAge); give at least one second.")
    }
    guard !userAgent.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw .configuration("userAgent holds a control character; give visible text.")
    }
  }
}

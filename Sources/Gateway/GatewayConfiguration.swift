package import Domain

/// What can be set about the writing and reading half of the gateway.
package struct GatewayConfiguration: Hashable, Sendable {
  /// At most this many commands go into one transaction; a batch that is larger goes alone.
  package var commandsPerTransaction = 4_096
  /// At most this many commands wait; further ones are refused as `unavailable`.
  package var waitingCommands = 65_536
  /// For how long a repeated request is recognized.
  package var outcomeLifetime = Duration.seconds(24 * 3600)
  /// The store is checkpointed after this many transactions, or this many bytes if that is sooner.
  package var checkpointTransactions = 1_000
  package var checkpointBytes = 8 << 20
  /// How many entries of each enterprise stay in memory for the delivery loops.
  package var recentEntries = 1_024
  /// How long an answer waits for delivery loops to take a narrower topology over.
  package var takeoverLimit = Duration.seconds(5)
  /// Kept sums of a view are moved on over at most so many entries, else summed anew; a copy that
  /// lies further back is not compared as of then.
  package var comparisonReach = 20_000

  /// How much may be removed of an organization before a person must confirm.
  package var removalLimit = RemovalLimit.standard

  package init() {}
}

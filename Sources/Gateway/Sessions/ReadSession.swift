package import Crypto
package import Domain
package import Storage
package import Views

/// Reads for one thread; all reads between two `refresh()` see one state.
///
/// The state is that of the published heads: the store's snapshot may be a little newer, which does
/// not show, for every read names a position at or before the head.
package final class ReadSession {
  private let writer: Writer
  /// The store as `refresh` left it, for delivery; all others go through `snapshot`.
  let reader: any StoreReader
  private let topologies: TopologyHistory
  let attemptLog: any AttemptLog
  let gauges: DeliveryGauges
  /// What was published when the session was refreshed.
  package private(set) var state: PublishedState
  /// Whether the store's reader holds a snapshot that was taken after `state` was published.
  private var hasSnapshot = false
  private var partyIDs: [Viewer: PartyIDs] = [:]

  private struct Viewer: Hashable {
    let enterprise: EnterpriseID
    let party: Party
    let epoch: Int
  }

  init(
    writer: Writer, reader: any StoreReader, topologies: TopologyHistory,
    attemptLog: any AttemptLog, gauges: DeliveryGauges
  ) {
    self.writer = writer
    self.reader = reader
    self.topologies = topologies
    self.attemptLog = attemptLog
    self.gauges = gauges
    state = writer.state
  }

  /// Moves on to the newest state.
  package func refresh() throws {
    state = writer.state
    hasSnapshot = false
    _ = try snapshot()
  }

  /// Moves on to the newest state if there is a newer one than the session's.
  ///
  /// Without one the snapshot stays, so that what delivery has saved since may not show: for those
  /// who read records and structure only. A new snapshot is taken by the first read that needs one;
  /// what is answered from the published state costs none.
  package func follow() throws {
    let newest = writer.state
    guard newest !== state else { return }
    state = newest
    try release()
  }

  /// Lets go of the store's snapshot, so that a checkpoint can pass it; the next read takes another.
  ///
  /// For a session that will be idle.
  package func release() throws {
    guard hasSnapshot else { return }
    hasSnapshot = false
    try reader.release()
  }

  /// The store as of the session's state.
  ///
  /// What is published is durable, so a snapshot that is taken after it has all of it.
  func snapshot() throws -> any StoreReader {
    guard !hasSnapshot else { return reader }
    try reader.refresh()
    hasSnapshot = true
    return reader
  }

  /// Who presents a key, by the digest of its text; nil for an unknown or removed one.
  package func bearer(ofSecretDigest digest: Digest) -> Bearer? {
    state.bearers[digest]
  }

  /// Where an enterprise's journal stands in this session.
  package func head(of enterprise: EnterpriseID) throws -> Head {
    try known(enterprise).head
  }

  /// An enterprise as it stands in this session; nil for an unknown one.
  ///
  /// To look at one thing in a structure through it copies none of the structure.
  package func enterprise(_ id: EnterpriseID) -> EnterpriseState? {
    state.enterprises[id]
  }

  /// The structure at the head of this session; of an unknown enterprise it is empty.
  package func topology(of enterprise: EnterpriseID) -> Topology {
    state.enterprises[enterprise]?.topology ?? Topology(enterprise: enterprise)
  }

  /// The structure at a position, rebuilt where it is an older one; past the head, that at the head.
  package func topology(of enterprise: EnterpriseID, at position: Position) throws -> Topology {
    let current = try known(enterprise)
    guard position < current.head.position else { return current.topology }
    return try topologies.topology(of: enterprise, at: position, reader: try snapshot())
  }

  /// The keys of an enterprise that the store keeps.
  package func keys(of enterprise: EnterpriseID) throws -> EnterpriseKeys {
    try known(enterprise).keys
  }

  /// The ids under which a party knows records now; kept, for making them takes key schedules.
  package func ids(of party: Party, in enterprise: EnterpriseID) throws -> PartyIDs {
    let epoch = state.enterprises[enterprise]?.topology.idEpoch(of: party) ?? 0
    return try ids(of: party, epoch: epoch, in: enterprise)
  }

  /// The ids that a party had, or has, in one epoch.
  package func ids(
    of party: Party, epoch: Int, in enterprise: EnterpriseID
  ) throws -> PartyIDs {
    let viewer = Viewer(enterprise: enterprise, party: party, epoch: epoch)
    if let known = partyIDs[viewer] { return known }
    let keys = try known(enterprise).keys
    guard let ids = PartyIDs(party: party, enterprise: enterprise, keys: keys, epoch: epoch) else {
      throw GatewayError("the keys of a party's ids have a wrong size; report this as a fault")
    }
    if partyIDs.count >= Self.partyLimit { partyIDs = [:] }
    partyIDs[viewer] = ids
    return ids
  }

  private static let partyLimit = 4_096

  /// Reads the journal in order from after `position` up to the end of this session's snapshot.
  package func replay(
    after position: Position, in enterprise: EnterpriseID
  ) throws -> JournalReplay {
    let topology = try topology(of: enterprise, at: position)
    return JournalReplay(after: topology.position, topology: topology, reader: try snapshot())
  }

  var removalLimit: RemovalLimit { writer.removalLimit }

  func known(_ enterprise: EnterpriseID) throws(GatewayError) -> EnterpriseState {
    guard let known = state.enterprises[enterprise] else { throw .unknownEnterprise }
    return known
  }
}

import Crypto
import Domain
import Storage
import Views

/// Builds what is kept in memory from a store, at the start.
struct StateLoader {
  let reader: any StoreReader
  let masterKey: MasterKey
  var removalLimit = RemovalLimit.standard

  /// Everything at the newest position of each enterprise.
  func load() throws -> PublishedState {
    var enterprises: [EnterpriseID: EnterpriseState] = [:]
    var bearers: [Digest: Bearer] = [:]
    for row in try reader.enterprises() {
      let state = try load(row)
      enterprises[row.id] = state
      for case .key(let key) in try records(of: .key, in: row.id, at: state.head.position) {
        bearers[key.secretDigest] = Bearer(enterprise: row.id, key: key)
      }
    }
    return PublishedState(generation: 0, enterprises: enterprises, bearers: bearers)
  }

  private func load(_ row: EnterpriseRow) throws -> EnterpriseState {
    let root = try masterKey.open(root: row.sealedRootKey, of: row.id)
    let head = try reader.head(of: row.id)
    var topology = Topology(enterprise: row.id)
    try TopologyReading(reader: reader).advance(&topology, to: head.position)
    var endpoints: [EndpointID: Endpoint] = [:]
    for case .endpoint(let endpoint) in try records(of: .endpoint, in: row.id, at: head.position) {
      endpoints[endpoint.id] = endpoint
    }
    return EnterpriseState(
      id: row.id, head: head, topology: topology, endpoints: endpoints,
      keys: EnterpriseKeys(root: root, enterprise: row.id),
      removals: try RemovalWindow(
        length: removalLimit.window, in: row.id, at: head, reader: reader))
  }

  private func records(
    of kind: RecordKind, in enterprise: EnterpriseID, at position: Position
  ) throws -> [Record] {
    var result: [Record] = []
    var last: RecordID?
    while true {
      let page = try reader.versions(
        of: kind, after: last, at: position, limit: 1_000, in: enterprise)
      result += try page.compactMap { try $0.decoded() }
      guard let end = page.last, page.count == 1_000 else { return result }
      last = end.record
    }
  }
}

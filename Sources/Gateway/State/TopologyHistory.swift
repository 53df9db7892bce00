import Domain
import Storage
import Synchronization
import Views

/// Topologies of older positions, rebuilt when somebody asks; the last few are kept.
///
/// May be asked from any thread, each with its own reader.
final class TopologyHistory: Sendable {
  private let kept: Mutex<[Topology]>
  private let limit: Int

  init(limit: Int = 16) {
    self.limit = limit
    kept = Mutex([])
  }

  /// The structure at `position`, whose entries the reader must see.
  func topology(
    of enterprise: EnterpriseID, at position: Position, reader: any StoreReader
  ) throws -> Topology {
    var topology = base(of: enterprise, at: position)
    guard topology.position < position else { return topology }
    try TopologyReading(reader: reader).advance(&topology, to: position)
    keep(topology)
    return topology
  }

  private func base(of enterprise: EnterpriseID, at position: Position) -> Topology {
    kept.withLock { kept in
      let usable = kept.indices.filter {
        kept[$0].enterprise == enterprise && kept[$0].position <= position
      }
      guard let best = usable.max(by: { kept[$0].position < kept[$1].position }) else {
        return Topology(enterprise: enterprise)
      }
      kept.append(kept.remove(at: best))
      return kept[kept.count - 1]
    }
  }

  private func keep(_ topology: Topology) {
    kept.withLock { kept in
      kept.removeAll {
        $0.enterprise == topology.enterprise && $0.position == topology.position
      }
      kept.append(topology)
      if kept.count > limit { kept.removeFirst(kept.count - limit) }
    }
  }
}

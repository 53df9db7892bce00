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
    try Self.advance(&topology, to: position, reader: reader)
    keep(topology)
    return topology
  }

  /// Carries a topology forward over the journal; `touched` becomes what it was at `position`.
  static func advance(
    _ topology: inout Topology, to position: Position, reader: any StoreReader
  ) throws {
    let enterprise = topology.enterprise
    while topology.position < position {
      let page = try reader.entries(after: topology.position, limit: pageSize, in: enterprise)
      guard !page.isEmpty else { return }
      for entry in page where entry.position <= position {
        var changes: [Change] = []
        for change in entry.changes where change.kind.isTopology {
          let after = try reader.version(
            of: change.record, change.kind, at: entry.position, in: enterprise)
          let before = topology.record(change.record, change.kind)
          if let change = Change(from: before, to: try after?.decoded()) { changes.append(change) }
        }
        topology.apply(changes, at: entry.position)
      }
    }
  }

  private static let pageSize = 1_000

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

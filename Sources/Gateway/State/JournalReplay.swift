package import Domain
import Storage
import Views

/// Reads committed entries back from the store, in order, for whoever is too far behind the recent
/// ones in memory; confined to one thread.
package final class JournalReplay {
  private let reader: any StoreReader
  private var topology: Topology

  init(after position: Position, topology: Topology, reader: any StoreReader) {
    precondition(topology.position == position, "a replay goes on from its topology's position")
    self.topology = topology
    self.reader = reader
  }

  /// Up to where it has read.
  package var position: Position { topology.position }

  /// The next entries that the reader sees, at most `limit`; none at the end.
  package func next(limit: Int) throws -> [CommittedEntry] {
    let enterprise = topology.enterprise
    return try reader.entries(after: topology.position, limit: limit, in: enterprise).map { entry in
      let changes = try entry.changes.compactMap { try change($0, at: entry.position) }
      let affected = topology.apply(changes, at: entry.position)
      return CommittedEntry(
        position: entry.position, time: entry.time, changes: changes, affectedParties: affected)
    }
  }

  private func change(_ change: EntryChange, at position: Position) throws -> Change? {
    func version(at position: Position) throws -> Record? {
      try reader.version(
        of: change.record, change.kind, at: position, in: topology.enterprise)?.decoded()
    }
    return Change(from: try version(at: position.previous), to: try version(at: position))
  }
}

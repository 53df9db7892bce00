import Domain
import Storage
import Views

/// Carries a structure forward over what the store keeps.
struct TopologyReading {
  let reader: any StoreReader

  /// From a known structure on, entries are read one by one over a distance up to this; a longer
  /// way, and the one from the start, is read by the kinds of structure alone, so that it costs what
  /// the structure has seen and not what contacts have.
  var entriesAtMost = 1_000

  /// Brings a topology to `position`, which the reader must see; `touched` becomes what it was there.
  func advance(_ topology: inout Topology, to position: Position) throws {
    guard topology.position < position else { return }
    let distance = position.number - topology.position.number
    if topology.position != .start, distance <= Int64(entriesAtMost) {
      try followEntries(&topology, to: position)
    } else {
      try followVersions(&topology, to: position)
    }
  }

  private func followEntries(_ topology: inout Topology, to position: Position) throws {
    let entries = try reader.entries(
      after: topology.position, limit: entriesAtMost, in: topology.enterprise)
    for entry in entries where entry.position <= position {
      var changes: [Change] = []
      for change in entry.changes where change.kind.isTopology {
        let after = try reader.version(
          of: change.record, change.kind, at: entry.position, in: topology.enterprise)
        if let change = try self.change(of: change.record, change.kind, to: after, in: topology) {
          changes.append(change)
        }
      }
      topology.apply(changes, at: entry.position)
    }
  }

  private func followVersions(_ topology: inout Topology, to position: Position) throws {
    let versions = try self.versions(after: topology.position, upTo: position, topology.enterprise)
    var rest = versions[...]
    while let first = rest.first {
      var together = Array(rest.prefix { $0.position == first.position })
      rest = rest.dropFirst(together.count)
      if together.count > 1 { together = try inOrder(together, in: topology.enterprise) }
      let changes = try together.compactMap {
        try change(of: $0.record, $0.kind, to: $0, in: topology)
      }
      topology.apply(changes, at: first.position)
    }
    topology.position = position
  }

  /// What was written of every kind of structure, by position.
  private func versions(
    after base: Position, upTo position: Position, _ enterprise: EnterpriseID
  ) throws -> [VersionRow] {
    var result: [VersionRow] = []
    for kind in RecordKind.allCases where kind.isTopology {
      var last: VersionPlace?
      while true {
        let page = try reader.history(
          of: kind, since: base, upTo: position, after: last, limit: Self.pageSize, in: enterprise)
        result += page
        guard let end = page.last, page.count == Self.pageSize else { break }
        last = VersionPlace(of: end)
      }
    }
    result.sort { $0.position < $1.position }
    return result
  }

  private static let pageSize = 1_000

  /// Versions of one entry in the order of its changes: whom a change reaches depends on those
  /// before it.
  private func inOrder(
    _ versions: [VersionRow], in enterprise: EnterpriseID
  ) throws -> [VersionRow] {
    let position = versions[0].position
    let entry = try reader.entries(after: position.previous, limit: 1, in: enterprise).first
    let byRecord = Dictionary(versions.map { ($0.record, $0) }) { first, _ in first }
    return (entry?.changes ?? []).compactMap { byRecord[$0.record] }
  }

  private func change(
    of record: RecordID, _ kind: RecordKind, to version: VersionRow?, in topology: Topology
  ) throws -> Change? {
    Change(from: topology.record(record, kind), to: try version?.decoded())
  }
}

import Domain
import Storage
import Wire

extension RemovalWindow {
  /// What the entries of the window that ends with the newest entry have removed.
  ///
  /// The store finds removals among the entries; only those are read with their records.
  init(length: Duration, in enterprise: EnterpriseID, at head: Head, reader: any StoreReader) throws
  {
    self.init(length: length)
    // A slot more, for what is not as old as the window yet counts with its slot.
    let oldest = head.time - length - .microseconds(length.wholeMicroseconds / 720)
    var last = Position.start
    while true {
      let page = try reader.entries(
        naming: ".remove", since: oldest, after: last, limit: Self.pageSize, in: enterprise)
      for entry in page {
        apply(
          try Self.removals(of: entry, in: enterprise, reader), of: entry.command, at: entry.time)
      }
      guard let end = page.last, page.count == Self.pageSize else { return }
      last = end.position
    }
  }

  private static let pageSize = 1_000

  private static func removals(
    of entry: Entry, in enterprise: EnterpriseID, _ reader: any StoreReader
  ) throws -> [Change] {
    try entry.changes.compactMap { change in
      func version(at position: Position) throws -> VersionRow? {
        try reader.version(of: change.record, change.kind, at: position, in: enterprise)
      }
      guard change.kind.isBraked, try version(at: entry.position)?.encoded == nil,
        let before = try version(at: entry.position.previous)?.decoded()
      else { return nil }
      return .removing(before)
    }
  }
}

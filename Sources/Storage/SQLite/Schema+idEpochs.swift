import Domain
import SQLite

extension Schema {
  /// Writes the epoch of the party's ids beside what was told in it: older rows say where it was told
  /// only, and what partners were at that position may be gone one day.
  static func fillIDEpochs(in database: Database) throws(SQLiteError) {
    var spans: [RecordID: [EpochSpan]] = [:]
    for version in try versions(of: .partner, in: database) {
      guard case .partner(let partner)? = version.record, partner.idEpoch > 0 else { continue }
      spans[version.id, default: []].append(
        EpochSpan(first: version.position, epoch: partner.idEpoch))
    }
    guard !spans.isEmpty else { return }
    var filled: Set<RecordID> = []
    for version in try versions(of: .endpoint, in: database) {
      guard case .endpoint(let endpoint)? = version.record, let partner = endpoint.party.partner,
        filled.insert(version.id).inserted
      else { continue }
      // By position, so that the newest epoch that had begun is the one that stays.
      for span in spans[partner.record] ?? [] {
        try database.run(
          "UPDATE told SET id_epoch = ?1 WHERE endpoint = ?2 AND first >= ?3",
          .count(span.epoch), .id(version.id), .integer(span.first))
      }
    }
  }

  /// From where on a partner's ids are of an epoch.
  private struct EpochSpan {
    let first: Int64
    let epoch: Int
  }

  private struct StoredVersion {
    let id: RecordID
    let position: Int64
    /// Nil for a removal, and for what cannot be read: no start succeeds with such a partner.
    let record: Record?
  }

  /// Every version of a kind, those of each record by position.
  private static func versions(
    of kind: RecordKind, in database: Database
  ) throws(SQLiteError) -> [StoredVersion] {
    let sql = """
      SELECT record, position, encoded FROM version WHERE kind = ?1
      ORDER BY enterprise, record, position
      """
    return try database.query(sql, .kind(kind)) { statement in
      let id = (try? statement.record(0)) ?? .least
      let encoded = statement.isNull(2) ? nil : statement.blob(2)
      return StoredVersion(
        id: id, position: statement.integer(1),
        record: encoded.flatMap { try? Record(kind: kind, id: id, encoded: $0) })
    }
  }
}

import Domain
import SQLite

extension WriteStatements {
  func begin(
    _ held: HeldName, at position: Position, in enterprise: Int64
  ) throws(SQLiteError) {
    try database.run(
      """
      INSERT INTO name (enterprise, scope, kind, text, first, record)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      """,
      .integer(enterprise), .id(held.name.scope), .kind(held.name.kind), .text(held.name.text),
      .position(position), .id(held.record))
  }

  /// Throws `conflict` where the record does not hold the name.
  func end(_ held: HeldName, at position: Position, in enterprise: Int64) throws {
    try database.run(
      Self.endNameStatement,
      .integer(enterprise), .id(held.name.scope), .kind(held.name.kind), .text(held.name.text),
      .position(position), .id(held.record))
    guard database.changes == 1 else {
      throw StoreError.conflict("a record gives up a name that it does not hold")
    }
  }

  static let endNameStatement = """
    UPDATE name SET "end" = ?5
    WHERE enterprise = ?1 AND scope = ?2 AND kind = ?3 AND text = ?4
      AND "end" IS NULL AND record = ?6
    """

  func begin(
    _ row: Attachment, at position: Position, in enterprise: Int64
  ) throws(SQLiteError) {
    try database.run(
      """
      INSERT INTO attachment (enterprise, holder, kind, member, first)
      VALUES (?1, ?2, ?3, ?4, ?5)
      """,
      .integer(enterprise), .id(row.holder), .kind(row.memberKind), .id(row.member),
      .position(position))
  }

  /// Throws `conflict` where the member does not hang on the holder.
  func end(_ row: Attachment, at position: Position, in enterprise: Int64) throws {
    try database.run(
      """
      UPDATE attachment SET "end" = ?5
      WHERE enterprise = ?1 AND holder = ?2 AND kind = ?3 AND member = ?4 AND "end" IS NULL
      """,
      .integer(enterprise), .id(row.holder), .kind(row.memberKind), .id(row.member),
      .position(position))
    guard database.changes == 1 else {
      throw StoreError.conflict("a record leaves a holder that it is not attached to")
    }
  }
}

import Domain
import Gateway
import Storage
import Views
import Wire

/// Everything that the answer to one reading request depends on.
struct ReadContext {
  let caller: Caller
  let reader: ThreadReader
  /// The text in the place of `{id}`.
  let identifier: String?
  let query: Query
  let fields: HTTPFields
  let operation: String
  let services: Services

  var ids: PartyIDs { caller.ids }
  var session: ReadSession { reader.session }
  var representation: Representation { Representation(ids: ids) }
  var topology: Topology { session.topology(of: caller.enterprise) }

  /// The newest position that this request sees.
  func head() throws -> Position {
    try session.head(of: caller.enterprise).position
  }

  func record(_ id: RecordID, _ kind: RecordKind, at position: Position) throws -> Record? {
    try session.record(id, kind, at: position, in: caller.enterprise)
  }

  /// The record that the path names, as far as the caller may see it.
  func subject(_ kind: RecordKind) throws -> (record: Record, sight: Sight) {
    guard let text = identifier, let id = ids.record(text, kind),
      let record = try record(id, kind, at: head()),
      let sight = try reader.sight(of: record, for: caller)
    else { throw Problem(.notFound(kind)) }
    return (record, sight)
  }

  /// Answers with the record that the path names.
  func answer(_ kind: RecordKind) throws -> Reply {
    let (record, sight) = try subject(kind)
    return try answer(bytes(of: record, sight))
  }

  func bytes(of record: Record, _ sight: Sight) -> [UInt8] {
    switch sight {
    case .full: representation.bytes(of: record)
    case .row(let row): row.canonicalBytes
    }
  }

  /// Answers with a representation under its tag, or 304 where the caller has it.
  func answer(_ bytes: [UInt8]) throws(Problem) -> Reply {
    let tag = EntityTag(of: bytes)
    let condition = try EntityTagCondition(fields.all(.ifNoneMatch))
    let isKnown = condition?.matchesWeakly(tag) ?? false
    let fields: HTTPFields = [.eTag: tag.fieldValue]
    return isKnown ? Reply(.notModified, fields: fields) : Reply(.ok, body: bytes, fields: fields)
  }
}

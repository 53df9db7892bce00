import Crypto
import Domain
import Gateway
import Storage
import Views
import Wire

/// Everything that one command is made of.
struct WriteContext {
  let caller: Caller
  let desk: Desk
  /// The text in the place of `{id}`.
  let identifier: String?
  let query: Query
  /// Null where there was none.
  let body: JSON
  let services: Services
  let problems: FieldProblems

  var reader: ThreadReader { desk.reader }
  var ids: PartyIDs { caller.ids }
  var representation: Representation { Representation(ids: ids) }

  /// The id in the path, or one that nothing has.
  func target<Subject>(_ kind: RecordKind) -> Identifier<Subject> {
    Identifier(ids.recordOrUnknown(identifier ?? "", kind))
  }

  /// The present version of the record in the path, where the caller may know of it; for commands
  /// that are made of what is there.
  func known(_ kind: RecordKind) throws -> Record? {
    guard let text = identifier, let id = ids.record(text, kind) else { return nil }
    return try reader.known(id, kind, to: caller)
  }

  /// The record in the path as the subject of a command.
  func subject(_ kind: RecordKind) -> CommandTarget {
    .named(identifier.flatMap { ids.record($0, kind) }, kind, desk.slot)
  }

  /// The members of the body, which must be an object.
  func members() throws -> ObjectReader {
    let input = FieldInput(value: body, pointer: .root, problems: problems)
    guard let reader = ObjectReader(input) else { throw problems.problem }
    return reader
  }

  /// The members of a body that may be left out.
  func optionalMembers() throws -> ObjectReader {
    guard !body.isNull else { return ObjectReader([:], at: .root, problems: problems) }
    return try members()
  }

  /// A new id for a record.
  func newID<Subject>() -> Identifier<Subject> {
    Identifier(services.random.block())
  }

  /// The proposal to create what was read, once it is known that all was.
  func creating(
    _ record: Record?, extras: [Representation.Extra] = [], _ members: ObjectReader
  ) throws -> Proposal {
    members.end()
    try problems.requireNone()
    guard let record else { throw problems.problem }
    return Proposal(
      .create(record), kind: record.kind, status: .created, target: .known,
      namesParty: members.has("party"), extras: extras)
  }

  /// The proposal to change a record, once it is known that all was read; `known` is the version
  /// that members were merged into, if any were.
  func changing(
    _ change: RecordChange, of known: Record? = nil, extras: [Representation.Extra] = [],
    _ members: ObjectReader
  ) throws -> Proposal {
    members.end()
    try problems.requireNone()
    return Proposal(
      .change(change), kind: change.kind, status: .ok, target: subject(change.kind),
      merged: known.flatMap { MergedMembers(members.merged, of: $0, representation) },
      extras: extras)
  }

  func removing(_ kind: RecordKind) throws -> Proposal {
    let id = ids.recordOrUnknown(identifier ?? "", kind)
    return Proposal(
      .remove(id, kind), kind: kind, status: .noContent, target: subject(kind),
      confirmation: confirmation)
  }

  /// How many removals the person who asks for this one has confirmed.
  var confirmation: Int? {
    guard query["confirm"] != nil else { return nil }
    return query.integer("confirm", 1...1_000_000_000, standard: 1)
  }
}

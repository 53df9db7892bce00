import Domain
import Views
import Wire

/// Writes records in the form in which one party reads its own, and what it administers.
///
/// The same version of a record has the same bytes every time, so that tags can be made of them.
struct Representation: Sendable {
  let ids: PartyIDs

  /// Members that stand in an answer once and in no tag: texts of secrets, warnings.
  typealias Extra = (name: String, value: JSON)

  var viewer: Party { ids.party }

  func bytes(of record: Record, extras: [Extra] = []) -> [UInt8] {
    var writer = JSONWriter()
    write(record, extras: extras, to: &writer)
    return writer.finish()
  }

  func tag(of record: Record) -> EntityTag {
    EntityTag(of: bytes(of: record))
  }

  func write(_ record: Record, extras: [Extra] = [], to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("id")
    writer.string(ids.text(record.id, record.kind))
    switch record {
    case .enterprise(let record): write(record, to: &writer)
    case .chain(let record): write(record, to: &writer)
    case .group(let record): write(record, to: &writer)
    case .partner(let record): write(record, to: &writer)
    case .membership(let record): write(record, to: &writer)
    case .department(let record): write(record, to: &writer)
    case .contact(let record): write(record, to: &writer)
    case .link(let record): write(record, to: &writer)
    case .rule(let record): write(record, to: &writer)
    case .endpoint(let record): write(record, to: &writer)
    case .key(let record): write(record, to: &writer)
    case .stagedChange(let record): write(record, to: &writer)
    case .agreement(let record): write(record, to: &writer)
    }
    for extra in extras {
      writer.key(extra.name)
      writer.value(extra.value)
    }
    writer.endObject()
  }

  /// Where the record is read.
  func path(of record: Record) -> String {
    "/v1/\(record.kind.collection)/\(ids.text(record.id, record.kind))"
  }

  func member<Subject>(
    _ name: String, _ id: Identifier<Subject>?, _ kind: RecordKind, to writer: inout JSONWriter
  ) {
    writer.key(name)
    guard let id else { return writer.null() }
    writer.string(ids.text(id.record, kind))
  }

  func list<Subject>(
    _ name: String, _ list: [Identifier<Subject>], _ kind: RecordKind, to writer: inout JSONWriter
  ) {
    writer.key(name)
    writer.beginArray()
    for id in list { writer.string(ids.text(id.record, kind)) }
    writer.endArray()
  }
}

extension JSONWriter {
  mutating func member(_ name: String, _ text: String) {
    key(name)
    string(text)
  }

  mutating func member(_ name: String, _ texts: [String]) {
    key(name)
    beginArray()
    for text in texts { string(text) }
    endArray()
  }
}

extension RecordKind {
  /// The segment of the path under which records of the kind stand.
  var collection: String {
    switch self {
    case .enterprise: "enterprise"
    case .chain: "chains"
    case .group: "groups"
    case .partner: "partners"
    case .membership: "memberships"
    case .department: "departments"
    case .contact: "contacts"
    case .rule: "rules"
    case .endpoint: "endpoints"
    case .key: "keys"
    case .stagedChange: "staged-changes"
    case .agreement: "agreements"
    case .link: "links"
    }
  }
}

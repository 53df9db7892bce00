import Delivery
import Domain
import Gateway
import Storage
import Views
import Wire

enum ChangeExplanationOperations {
  /// Why an endpoint got, or did not get, what one entry did to a record.
  ///
  /// It is the enterprise's alone: a position of the journal never reaches a partner.
  static func change(_ context: ReadContext) throws -> Reply {
    guard context.caller.isBrand else {
      throw Problem(.forbidden, "why something was told is answered to keys of the enterprise")
    }
    // Told rows move no head: the newest snapshot has more of them.
    try context.session.refresh()
    let endpointID = context.query.required("endpoint")
    let recordID = context.query.required("record")
    let asked = context.query.integer("position", 0...Int(Int32.max) << 16, standard: 0)
    try context.query.requireNoProblems()
    guard let endpointID, let recordID else { throw context.query.problem }
    let endpoint = try context.endpoint(endpointID)
    let subject = try context.newest(recordID)
    guard [subject.record.owner, endpoint.party].contains(context.caller.party) else {
      throw Problem(
        .forbidden, "the record is a partner's own: ask about records of the enterprise")
    }
    let position = asked > 0 ? Position(Int64(asked)) : subject.position
    let enterprise = context.caller.enterprise
    guard
      let change = try context.session.change(
        of: subject.record.id, subject.record.kind, at: position, for: endpoint, in: enterprise)
    else { throw Problem.unknownReference("position", "entry of the journal") }
    let report = ChangeReport(
      change: change, endpoint: endpoint, record: subject.record,
      told: try context.session.told(at: endpoint.id, record: subject.record.id),
      waiting: try context.session.exception(at: endpoint.id, record: subject.record.id),
      condition: try context.session.conditions(of: [endpoint], in: enterprise)[0])
    var writer = JSONWriter()
    try report.write(context, to: &writer)
    return Reply(.ok, body: writer.finish())
  }
}

extension ReadContext {
  fileprivate func endpoint(_ text: String) throws -> Endpoint {
    guard let id = ids.record(text, .endpoint),
      case .endpoint(let endpoint)? = try record(id, .endpoint, at: head())
    else { throw Problem.unknownReference("endpoint", "endpoint") }
    return endpoint
  }

  /// A contact or department that is or was there, as far as the caller may know of it, and where it
  /// changed last.
  fileprivate func newest(_ text: String) throws -> (record: Record, position: Position) {
    for kind in [RecordKind.contact, .department] {
      guard let id = ids.record(text, kind),
        let version = try session.version(of: id, kind, at: head(), in: caller.enterprise)
      else { continue }
      let last = version.encoded == nil ? version.position.previous : version.position
      guard let record = try record(id, kind, at: last) else { break }
      let isKnown =
        version.encoded == nil
        ? record.owner == caller.party : try reader.sight(of: record, for: caller) != nil
      if isKnown { return (record, version.position) }
    }
    throw Problem.unknownReference("record", "contact or department")
  }
}

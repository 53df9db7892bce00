import Domain
import Views
import Wire

enum ExplanationOperations {
  /// Why a party sees a record, or does not, under the rules in force.
  ///
  /// It is the enterprise's alone: to another party it would name rules and agreements of others.
  static func visibility(_ context: ReadContext) throws -> Reply {
    guard context.caller.isBrand else {
      throw Problem(
        .forbidden, "why somebody sees a record is answered to keys of the enterprise")
    }
    let text = context.query.required("record")
    guard let text, context.query.required("viewer") != nil else { throw context.query.problem }
    let viewer = try context.organization("viewer")
    let topology = context.topology
    let scope = try context.endpoint(of: viewer)?.scope ?? .whole
    let explanation: VisibilityExplanation
    switch try context.known(text) {
    case .contact(let contact):
      explanation = topology.explanation(of: contact, for: viewer, narrowedTo: scope)
    case .department(let department):
      explanation = topology.explanation(of: department, for: viewer, narrowedTo: scope)
    default: throw Problem.unknownReference("record", "contact or department")
    }
    // What others see of a partner's records is between the partner and them.
    guard [explanation.organization, viewer].contains(context.caller.party) else {
      throw Problem(
        .forbidden,
        "the record is a partner's own: ask about records of the enterprise, or what the enterprise"
          + " itself sees of it")
    }
    var writer = JSONWriter()
    ExplanationRepresentation(context).write(explanation, to: &writer)
    return Reply(.ok, body: writer.finish())
  }
}

extension ReadContext {
  /// The endpoint of the viewer that the query names; nil where it names none.
  fileprivate func endpoint(of viewer: Party) throws -> Endpoint? {
    guard let text = query["endpoint"] else { return nil }
    guard let id = ids.record(text, .endpoint),
      case .endpoint(let endpoint)? = try record(id, .endpoint, at: head()),
      endpoint.party == viewer
    else { throw Problem.unknownReference("endpoint", "endpoint of the viewer") }
    return endpoint
  }

  /// The contact or department of an id, as far as the caller sees it.
  fileprivate func known(_ text: String) throws -> Record? {
    for kind in [RecordKind.contact, .department] {
      guard let id = ids.record(text, kind) else { continue }
      guard let record = try record(id, kind, at: head()),
        try reader.sight(of: record, for: caller) != nil
      else { return nil }
      return record
    }
    return nil
  }
}

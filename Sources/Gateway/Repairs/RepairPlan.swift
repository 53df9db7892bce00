import Delivery
import Domain
import Storage
import Views

/// Looks at what is to be told again: what is visible, what was told, and the rest.
struct RepairPlan {
  private(set) var answer = RepairAnswer()
  /// What the endpoint has to be told.
  private(set) var records: [RepairedRecord] = []

  /// `session` holds the newest state, told rows included.
  init(_ request: RepairRequest, _ session: ReadSession) throws {
    let head = try session.head(of: request.enterprise).position
    let topology = session.topology(of: request.enterprise)
    let ids = try session.ids(of: request.party, in: request.enterprise)
    let scope = Scope(
      of: request.party, in: topology,
      narrowedTo: try session.scope(of: request.endpoint, in: request.enterprise).scope)
    let rows = RowBuilder(scope: scope, ids: ids)
    let present = try session.records(at: head, in: request.enterprise)
    for one in request.records {
      if try rows.row(of: one.record, one.kind, at: head, present) != nil {
        answer.told += 1
        records.append(one)
      } else if try session.told(one.record, to: request.endpoint)?.stands == true {
        answer.withdrawn += 1
        records.append(one)
      } else {
        answer.untold.append(one)
      }
    }
  }
}

extension ReadSession {
  /// The newest told row of a record at an endpoint.
  fileprivate func told(_ record: RecordID, to endpoint: EndpointID) throws -> ToldRow? {
    try snapshot().told(at: endpoint, record: record)
  }
}

package import Delivery
package import Domain
import Storage
package import Views
package import Wire

/// One entry of the journal and one record, as an endpoint's view has them.
package struct ExplainedChange: Sendable {
  package let position: Position
  package let time: Timestamp
  /// The word of the command that the entry stands for.
  package let command: String
  package let cause: Cause
  package let difference: ChangeDifference
  /// What has happened to it in the same view since; `none` where it is as the entry left it.
  package let since: ChangeDifference

  /// What of the entry may have moved the record.
  package enum Cause: String, Sendable {
    /// It changed the record itself.
    case record
    /// It changed the structure: rules, agreements, places, or the endpoint's scope.
    case structure
    /// The endpoint was not there yet: its first telling has what there was.
    case beforeEndpoint = "before_endpoint"
    case nothing
  }
}

extension ReadSession {
  /// What the entry at `position` did to a record in an endpoint's view; nil where there is no such
  /// entry.
  package func change(
    of record: RecordID, _ kind: RecordKind, at position: Position, for endpoint: Endpoint,
    in enterprise: EnterpriseID
  ) throws -> ExplainedChange? {
    let head = try known(enterprise).head.position
    guard position > .start, position <= head,
      let entry = try entries(after: position.previous, limit: 1, in: enterprise).first
    else { return nil }
    let rows = try [position.previous, position, head].map {
      try row(of: record, kind, at: $0, for: endpoint.id, in: enterprise)
    }
    return ExplainedChange(
      position: position, time: entry.time, command: entry.command,
      cause: try cause(entry, record, endpoint.id, in: enterprise),
      difference: ChangeDifference(from: rows[0], to: rows[1]),
      since: ChangeDifference(from: rows[1], to: rows[2]))
  }

  /// The newest told row of a record at an endpoint.
  package func told(at endpoint: EndpointID, record: RecordID) throws -> ToldRow? {
    try snapshot().told(at: endpoint, record: record)
  }

  /// The row of a record that waits at an endpoint.
  package func exception(at endpoint: EndpointID, record: RecordID) throws -> ExceptionRow? {
    try snapshot().exceptions(of: endpoint).first { $0.record == record }
  }

  private func cause(
    _ entry: Entry, _ record: RecordID, _ endpoint: EndpointID, in enterprise: EnterpriseID
  ) throws -> ExplainedChange.Cause {
    guard try self.record(endpoint.record, .endpoint, at: entry.position, in: enterprise) != nil
    else { return .beforeEndpoint }
    if entry.changes.contains(where: { $0.record == record }) { return .record }
    let moves = entry.changes.contains { $0.kind.isTopology || $0.record == endpoint.record }
    return moves ? .structure : .nothing
  }

  /// The record as the endpoint's view had it under the rules and the ids of `position`.
  private func row(
    of record: RecordID, _ kind: RecordKind, at position: Position, for endpoint: EndpointID,
    in enterprise: EnterpriseID
  ) throws -> Row? {
    guard
      case .endpoint(let present)? =
        try self.record(endpoint.record, .endpoint, at: position, in: enterprise),
      let record = try self.record(record, kind, at: position, in: enterprise)
    else { return nil }
    let topology = try topology(of: enterprise, at: position)
    let ids = try ids(
      of: present.party, epoch: topology.idEpoch(of: present.party), in: enterprise)
    let scope = Scope(of: present.party, in: topology, narrowedTo: present.scope)
    return try RowBuilder(scope: scope, ids: ids)
      .row(of: record, at: position, records(at: position, in: enterprise))
  }
}

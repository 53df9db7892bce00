import Delivery
import Domain
import Gateway
import Storage
import Views
import Wire

enum RepairOperations {
  /// At most so many records are told again by one request.
  static let mostRecords = 1_000

  /// Records by the ids that the endpoint's party knows, or ranges of its copy to be compared first.
  static func read(_ context: WriteContext) throws -> AskedRepair {
    guard case .endpoint(let endpoint) = try context.known(.endpoint) else {
      throw Problem(.notFound(.endpoint))
    }
    let enterprise = context.caller.enterprise
    let ids = try context.reader.session.ids(of: endpoint.party, in: enterprise)
    let head = try context.reader.session.head(of: enterprise).position
    var members = try context.members()
    let records = members.optional("records", .repaired(ids))
    let claims = members.optional("ranges", .claims)
    let since = members.optional("at", .position(ids, upTo: head))
    members.end()
    if members.has("records") == members.has("ranges") {
      context.problems.add(.root, "must have either `records` or `ranges`")
    }
    try context.problems.requireNone()
    try context.requireSending(to: endpoint)
    let comparison = claims.map { claims in
      ViewComparisonRequest(
        enterprise: enterprise, party: endpoint.party, endpoint: endpoint.id, since: since,
        claims: claims)
    }
    return AskedRepair(
      enterprise: enterprise, party: endpoint.party, endpoint: endpoint.id, ids: ids,
      records: records ?? [], comparison: comparison)
  }
}

/// A repair on its way, with what its answer is worded by.
struct AskedRepair: Sendable {
  let enterprise: EnterpriseID
  let party: Party
  let endpoint: EndpointID
  /// Those of the endpoint's party.
  let ids: PartyIDs
  let records: [RepairedRecord]
  /// What finds the records; nil where they were named.
  let comparison: ViewComparisonRequest?

  /// `completion` is called once, on any thread.
  func run(_ gateway: Gateway, _ completion: @escaping @Sendable (Reply) -> Void) {
    guard let comparison else { return repair(records, [], gateway, completion) }
    gateway.compare(comparison) { [self] result in
      switch result {
      case .failure(let failure): completion(Problem(failure).reply)
      case .success(let answer):
        let found = answer.verdicts.flatMap { $0.findings.map(self.records(in:)) ?? [] }
        let open = answer.verdicts.filter { $0.result == .different && $0.findings == nil }
        repair(found, open.map(\.range), gateway, completion)
      }
    }
  }

  private func repair(
    _ records: [RepairedRecord], _ open: [IDRange], _ gateway: Gateway,
    _ completion: @escaping @Sendable (Reply) -> Void
  ) {
    let request = RepairRequest(
      enterprise: enterprise, party: party, endpoint: endpoint, records: records)
    gateway.repair(request) { [self] result in
      switch result {
      case .failure(let failure): completion(Problem(failure).reply)
      case .success(let answer): completion(reply(answer, open))
      }
    }
  }

  /// What is on its way is left to come.
  private func records(in findings: RangeFindings) -> [RepairedRecord] {
    (findings.missing + findings.different + findings.extra).compactMap {
      RepairedRecord($0, ids)
    }
  }

  private func reply(_ answer: RepairAnswer, _ open: [IDRange]) -> Reply {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("telling")
    writer.integer(answer.told)
    writer.key("withdrawing")
    writer.integer(answer.withdrawn)
    writer.member("not_told", answer.untold.map { ids.text($0.record, $0.kind) })
    writer.member("unresolved", open.map(\.text))
    writer.endObject()
    return Reply(.accepted, body: writer.finish())
  }
}

extension RepairedRecord {
  /// A record that parties have rows of, by the id that one of them knows.
  fileprivate init?(_ text: String, _ ids: PartyIDs) {
    for kind in RecordKind.allCases where kind.hasRows {
      guard let record = ids.record(text, kind) else { continue }
      self.init(record: record, kind: kind)
      return
    }
    return nil
  }
}

extension Reading<[RepairedRecord]> {
  fileprivate static func repaired(_ ids: PartyIDs) -> Reading {
    Reading { input in
      guard let list = input.value.array else { return input.fail("must be an array") }
      guard list.count <= RepairOperations.mostRecords else {
        return input.fail(
          "has \(list.count) records, a request at most \(RepairOperations.mostRecords)")
      }
      return Reading<[RepairedRecord]>.list(
        Reading<RepairedRecord> { input in
          input.value.string.flatMap { RepairedRecord($0, ids) }
            ?? input.fail("must be the id of a contact or department")
        }
      ).read(input)
    }
  }
}

extension Problem {
  /// Why nothing is repaired.
  fileprivate init(_ failure: RepairFailure) {
    switch failure {
    case .isNew:
      self.init(
        .wrongState,
        "the endpoint is still told its view, or what a change of structure moved in it; compare"
          + " when that is through (`lag.runs` of its status is 0)")
    case .busy:
      self.init(
        .unavailable, "too much waits for this endpoint already; repeat this in a while",
        fields: [.retryAfter: "30"])
    case .unavailable: self = .readFailed
    case .stopping: self.init(SubmissionFailure.stopping)
    }
  }
}

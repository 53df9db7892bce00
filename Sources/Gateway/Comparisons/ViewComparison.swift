import Crypto
import Domain
import Storage
import Views

/// Answers one comparison: brings the kept sums to the present, learns what is on its way, and holds
/// the party's claims against both.
struct ViewComparison {
  let request: ViewComparisonRequest
  /// That of the endpoint whose copy it is, and where it began.
  let scope: Endpoint.Scope
  let scopeStart: Position
  let session: ReadSession
  /// What the party's endpoints had not been told before the session moved to its state.
  let progress: [EndpointProgress]
  /// Entries that are still in memory; nil where some are not.
  let recent: (Position) -> [CommittedEntry]?
  /// A way over more entries than this is not gone: the view is summed anew, and a copy of so long
  /// ago is not compared.
  let reach: Int64

  /// `kept` is the party's view as it was kept, and then as it is now.
  func answer(_ kept: inout KeptView?) throws -> ViewComparisonAnswer {
    let head = try session.head(of: request.enterprise).position
    let topology = session.topology(of: request.enterprise)
    try requireViewer(in: topology)
    let ids = try session.ids(of: request.party, in: request.enterprise)
    let rows = RowBuilder(
      scope: Scope(of: request.party, in: topology, narrowedTo: scope), ids: ids)
    let touched = max(topology.touched(request.party), scopeStart)
    var view = try present(kept, rows, touched: touched, head: head)
    // Kept also where what follows fails, so that the next one does not pay for it again.
    kept = view
    let unsettled = try unsettled(&view, rows, touched: touched, head: head)
    kept = view
    let records = SteppingRecords(session, in: request.enterprise, last: head)
    var comparison = RangeComparison<any Error>(sums: view.sums, unsettled: unsettled) { members in
      try members.compactMap { try Self.held($0, rows, records, at: head) }
    }
    return ViewComparisonAnswer(
      position: head, verdicts: try comparison.verdicts(on: request.claims))
  }

  /// A partner that was suspended since it asked has no view to compare with.
  private func requireViewer(in topology: Topology) throws(ViewComparisonFailure) {
    guard let partner = request.party.partner else { return }
    guard topology.partners[partner]?.state == .active else { throw .unavailable }
  }

  private func present(
    _ kept: KeptView?, _ rows: RowBuilder, touched: Position, head: Position
  ) throws -> KeptView {
    if var view = kept, touched <= view.position,
      let entries = try entries(after: view.position, head: head)
    {
      let records = SteppingRecords(session, in: request.enterprise, last: head)
      try view.move(over: entries, to: head, rows, records)
      return view
    }
    let records = SteppingRecords(session, in: request.enterprise, last: head)
    return try KeptView(rows, reader: records, at: head)
  }

  private func unsettled(
    _ view: inout KeptView, _ rows: RowBuilder, touched: Position, head: Position
  ) throws -> UnsettledRecords {
    let planned = progress.map(\.planned).min() ?? head
    let since = min(request.since ?? head, planned, head)
    var isWhole = progress.contains(where: \.isWhole) || touched > since
    if !isWhole, !view.knowsChanges(after: since) {
      if let entries = try entries(after: since, head: head) {
        let records = SteppingRecords(session, in: request.enterprise, last: head)
        try view.learn(entries, after: since, rows, records)
      } else if let asked = request.since, head.number - asked.number > reach {
        throw ViewComparisonFailure.notRetained
      } else {
        isWhole = true
      }
    }
    let changed = isWhole ? [] : view.changes(after: since)
    let waiting = progress.flatMap(\.records).map { rows.ids.shown($0) }
    return UnsettledRecords(changed + waiting, isWhole: isWhole)
  }

  /// The entries after a position; nil where they are too many to be gone through.
  private func entries(after position: Position, head: Position) throws -> [CommittedEntry]? {
    guard position < head else { return [] }
    if let recent = recent(position) { return recent }
    guard head.number - position.number <= reach else { return nil }
    let replay = try session.replay(after: position, in: request.enterprise)
    var entries: [CommittedEntry] = []
    while replay.position < head {
      let page = try replay.next(limit: 1_000)
      guard !page.isEmpty else { return nil }
      entries += page
    }
    return entries
  }

  private static func held(
    _ member: ViewSums.Member, _ rows: RowBuilder, _ records: SteppingRecords, at head: Position
  ) throws -> RangeComparison<any Error>.Held? {
    try rows.row(of: member.record, member.kind, at: head, records).map {
      RangeComparison.Held(id: $0.id, shown: rows.ids.shown($0.record), digest: $0.digest)
    }
  }
}

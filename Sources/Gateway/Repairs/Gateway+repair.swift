extension Gateway {
  /// Has records told again at an endpoint; from any thread, never blocks.
  ///
  /// It is no command: the delivery loop keeps it, before anything of it is sent.
  /// `completion` is called once, on another thread or, where nothing can be repaired now, on this
  /// one.
  package func repair(
    _ request: RepairRequest,
    completion: @escaping @Sendable (Result<RepairAnswer, RepairFailure>) -> Void
  ) {
    comparer.repair(request, completion)
  }

  /// With more than this many records waiting, no further ones are asked for.
  private static let waitingLimit = 4_096

  /// Plans a repair and hands it over; on the comparer's thread.
  func carryOut(_ request: RepairRequest, _ session: ReadSession) throws -> RepairAnswer {
    guard let progress = try? progress(of: [request.endpoint]).first else {
      throw RepairFailure.unavailable
    }
    guard !progress.isWhole else { throw RepairFailure.isNew }
    guard progress.records.count < Self.waitingLimit else { throw RepairFailure.busy }
    try session.refresh()
    let plan = try RepairPlan(request, session)
    if !plan.records.isEmpty {
      for host in deliveryHosts { host.requestRepair(of: request.endpoint, plan.records) }
    }
    return plan.answer
  }
}

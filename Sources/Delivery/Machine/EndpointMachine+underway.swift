package import Domain

extension EndpointMachine {
  /// The records whose state waits to be told, is being told, or is in trouble.
  package var recordsUnderWay: [RecordID] {
    lanes.compactMap { record, lane in lane.tellsState ? record : nil }
  }

  /// Whether anything may still have to be told: nothing was, or a run is open.
  package var isNew: Bool { live == .start || !unsettledRuns.isEmpty }
}

package import Domain

extension EndpointMachine {
  /// The records whose state waits to be told, is being told, or is in trouble.
  package var recordsUnderWay: [RecordID] {
    lanes.compactMap { record, lane in lane.tellsState ? record : nil }
  }

  /// Whether the copy has not been told its first whole view.
  package var isNew: Bool { live == .start }
}

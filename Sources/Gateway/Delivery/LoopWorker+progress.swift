import Delivery
import Domain

extension LoopWorker {
  /// Says what endpoints have not been told yet; what was committed before this turn is followed.
  func answer(_ questions: [LoopMailbox.Mail.Question]) {
    for (endpoints, answer) in questions { answer(endpoints.map { progress(of: $0) }) }
  }

  private func progress(of id: EndpointID) -> EndpointProgress {
    bringUp(id)
    guard let machine = drivers[id]?.machine else {
      return EndpointProgress(endpoint: id, planned: .start, records: [], isWhole: true)
    }
    return EndpointProgress(
      endpoint: id, planned: machine.live, records: machine.recordsUnderWay,
      isWhole: machine.isNew)
  }
}

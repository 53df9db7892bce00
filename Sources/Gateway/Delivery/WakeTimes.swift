import Delivery
import Domain
import Wire

/// When endpoints are to be looked at although nothing happens to them: of each the next time only,
/// however often it is said.
struct WakeTimes {
  private var due = DueTimes<EndpointID>()
  private var noted: [EndpointID: Timestamp] = [:]

  var next: Timestamp? { due.next }

  /// A time later than the one already noted is found again when that one has come.
  mutating func note(_ endpoint: EndpointID, _ time: Timestamp) {
    if let known = noted[endpoint], known <= time { return }
    noted[endpoint] = time
    due.add(endpoint, due: time)
  }

  /// The endpoints whose time has come.
  mutating func take(at now: Timestamp) -> [EndpointID] {
    var result: [EndpointID] = []
    while let endpoint = due.pop(at: now) {
      guard let time = noted[endpoint], time <= now else { continue }
      noted[endpoint] = nil
      result.append(endpoint)
    }
    return result
  }
}

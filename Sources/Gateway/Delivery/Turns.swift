import Domain

/// Endpoints whose turn has come, each once, first in first out.
struct Turns {
  private var order: [EndpointID] = []
  private var head = 0
  private var members: Set<EndpointID> = []

  var isEmpty: Bool { head == order.count }

  mutating func add(_ endpoint: EndpointID) {
    if members.insert(endpoint).inserted { order.append(endpoint) }
  }

  mutating func takeAll() -> [EndpointID] {
    defer { self = Turns() }
    return Array(order[head...])
  }

  /// The one that has waited longest; from here on it may be added again.
  mutating func next() -> EndpointID? {
    guard !isEmpty else { return nil }
    let endpoint = order[head]
    members.remove(endpoint)
    head += 1
    if head >= 1_024, head * 2 >= order.count {
      order.removeFirst(head)
      head = 0
    }
    return endpoint
  }
}

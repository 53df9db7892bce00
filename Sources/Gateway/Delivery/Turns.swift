import Domain

/// Endpoints whose turn has come, each once, first in first out.
struct Turns {
  private var order: [EndpointID] = []
  private var members: Set<EndpointID> = []

  var isEmpty: Bool { order.isEmpty }

  mutating func add(_ endpoint: EndpointID) {
    if members.insert(endpoint).inserted { order.append(endpoint) }
  }

  mutating func takeAll() -> [EndpointID] {
    defer {
      order = []
      members = []
    }
    return order
  }
}

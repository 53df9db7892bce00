/// Whether a contact works for its organization now.
package enum Employment: UInt8, CaseIterable, Sendable {
  case active = 1
  case leave = 2
  case resigned = 3

  package var name: String {
    switch self {
    case .active: "active"
    case .leave: "leave"
    case .resigned: "resigned"
    }
  }

  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }
}

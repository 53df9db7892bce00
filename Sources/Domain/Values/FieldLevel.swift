/// How much of a field is shown, least first: `hidden` < `masked` < `clear`.
package enum FieldLevel: UInt8, CaseIterable, Comparable, Sendable {
  case hidden = 0
  case masked = 1
  case clear = 2

  package var name: String {
    switch self {
    case .hidden: "hidden"
    case .masked: "masked"
    case .clear: "clear"
    }
  }

  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.rawValue < right.rawValue
  }
}

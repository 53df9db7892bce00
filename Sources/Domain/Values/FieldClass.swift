/// How sensitive a field is; rules can name fields by class.
package enum FieldClass: UInt8, CaseIterable, Sendable {
  case `public` = 1
  case business = 2
  case personal = 3

  package var name: String {
    switch self {
    case .public: "public"
    case .business: "business"
    case .personal: "personal"
    }
  }

  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }
}

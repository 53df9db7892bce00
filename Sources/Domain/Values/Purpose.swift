/// What somebody is shown records for; the raw value stands in stored rules, so a number is never used
/// again for another purpose.
package enum Purpose: UInt8, CaseIterable, Sendable {
  case service = 1
  case sales = 2
  case supply = 3
  case afterSales = 4
  case compliance = 5

  /// What a rule is for that does not say.
  package static let standard = Purpose.service

  package var name: String {
    switch self {
    case .service: "service"
    case .sales: "sales"
    case .supply: "supply"
    case .afterSales: "after_sales"
    case .compliance: "compliance"
    }
  }

  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }
}

/// A field of a contact or department that rules can name.
///
/// The raw value stands in stored rules; a number is never used again for another field.
package enum Field: UInt8, CaseIterable, Sendable {
  case name = 1
  case code = 2
  case departments = 3
  case positions = 4
  case phones = 5
  case emails = 6
  case employment = 7
  case lastDay = 8

  package var name: String {
    switch self {
    case .name: "name"
    case .code: "code"
    case .departments: "departments"
    case .positions: "positions"
    case .phones: "phones"
    case .emails: "emails"
    case .employment: "employment"
    case .lastDay: "last_day"
    }
  }

  package init?(name: String) {
    guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }

  /// The class that a rule's class levels apply to; custom fields carry their own.
  package var fieldClass: FieldClass {
    switch self {
    case .name, .departments: .public
    case .code, .positions, .emails, .employment: .business
    case .phones, .lastDay: .personal
    }
  }
}

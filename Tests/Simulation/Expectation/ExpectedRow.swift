import Domain
import Wire

/// A record as a party is to be told it.
struct ExpectedRow: Equatable {
  let id: String
  /// Canonical JSON.
  let data: [UInt8]
  /// The classes of the fields that it shows.
  let classes: Set<FieldClass>
}

/// A record of one party while its members are gathered.
struct ExpectedMembers {
  let levels: NaiveView.Levels
  var object: JSONObject
  var classes: Set<FieldClass> = [.public]

  mutating func add(_ field: Field, _ value: JSON) {
    object[field.name] = value
    classes.insert(field.fieldClass)
  }

  /// A field with a mask.
  mutating func add(_ field: Field, _ text: String, masked: String) {
    switch levels.fields[field, default: .hidden] {
    case .hidden: break
    case .masked: add(field, .string(masked))
    case .clear: add(field, .string(text))
    }
  }

  /// A field of which a part would tell all.
  mutating func addWhole(_ field: Field, _ value: JSON?) {
    guard let value, levels.isAbove(.masked, field) else { return }
    add(field, value)
  }

  mutating func add(_ field: Field, _ list: [String], mask: (String) -> String) {
    guard levels.isAbove(.hidden, field) else { return }
    let isClear = levels.isAbove(.masked, field)
    add(field, .array(list.map { .string(isClear ? $0 : mask($0)) }))
  }

  mutating func add(_ fields: [CustomField]) {
    var custom: JSONObject = [:]
    for field in fields {
      switch levels.classes[field.fieldClass, default: .hidden] {
      case .hidden: continue
      case .masked: custom[field.name] = .string(Self.masked(field.value))
      case .clear: custom[field.name] = .string(field.value)
      }
      classes.insert(field.fieldClass)
    }
    if !custom.isEmpty { object["custom"] = .object(custom) }
  }

  // MARK: Masks

  /// The first character, unless it is the only one.
  private static func first(_ text: some StringProtocol) -> String {
    text.unicodeScalars.count > 1
      ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(1))) : ""
  }

  static func masked(_ text: String) -> String { first(text) + "***" }
  static func maskedName(_ text: String) -> String { first(text) + "*" }

  static func maskedPhone(_ text: String) -> String {
    let digits = text.filter { "0123456789".contains($0) }
    return digits.count < 9
      ? "****" + digits.suffix(2) : digits.prefix(3) + "****" + digits.suffix(4)
  }

  static func maskedEmail(_ text: String) -> String {
    let parts = text.split(separator: "@", maxSplits: 1)
    return parts.count < 2 ? masked(text) : first(parts[0]) + "***@" + parts[1]
  }
}

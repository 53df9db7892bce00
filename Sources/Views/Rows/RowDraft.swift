import Domain
import Wire

/// Gathers the members of a row, each shown, masked or left out by its level.
struct RowDraft {
  let visibility: Visibility
  private(set) var members: [Row.Member] = []
  private(set) var classes: FieldClassSet = []

  init(visibility: Visibility) {
    self.visibility = visibility
  }

  mutating func add(_ name: String, _ value: JSON, as fieldClass: FieldClass) {
    members.append(Row.Member(name, value.canonicalBytes))
    classes.insert(FieldClassSet(fieldClass))
  }

  mutating func text(_ field: Field, _ value: String, mask: (String) -> String) {
    guard let shown = shown(field, value, mask: mask) else { return }
    add(field.name, .string(shown), as: field.fieldClass)
  }

  mutating func list(_ field: Field, _ values: [String], mask: (String) -> String) {
    guard visibility.level(of: field) > .hidden else { return }
    let shown = values.compactMap { self.shown(field, $0, mask: mask) }
    add(field.name, .array(shown.map { .string($0) }), as: field.fieldClass)
  }

  /// A value of which a part would tell all: masked, it is left out.
  mutating func whole(_ field: Field, _ value: JSON) {
    guard visibility.level(of: field) == .clear else { return }
    add(field.name, value, as: field.fieldClass)
  }

  mutating func custom(_ fields: [CustomField]) {
    var object = JSONObject()
    for field in fields.sorted(by: { $0.name < $1.name }) {
      switch visibility.level(of: field.fieldClass) {
      case .hidden: continue
      case .masked: object[field.name] = .string(Mask.text(field.value))
      case .clear: object[field.name] = .string(field.value)
      }
      classes.insert(FieldClassSet(field.fieldClass))
    }
    guard !object.isEmpty else { return }
    members.append(Row.Member("custom", JSON.object(object).canonicalBytes))
  }

  /// The text at the field's level, or nil where it is hidden; notes the class that it shows.
  mutating func shown(_ field: Field, _ value: String, mask: (String) -> String) -> String? {
    switch visibility.level(of: field) {
    case .hidden: return nil
    case .masked:
      classes.insert(FieldClassSet(field.fieldClass))
      return mask(value)
    case .clear:
      classes.insert(FieldClassSet(field.fieldClass))
      return value
    }
  }
}

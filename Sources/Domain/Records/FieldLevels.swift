/// How much of each field a rule shows (or, in a deny, leaves): by class, and by field name where a
/// single field differs from its class.
package struct FieldLevels: Hashable, Sendable {
  package var classes: [FieldClass: FieldLevel]
  package var fields: [Field: FieldLevel]

  /// What is not named is `hidden`.
  package init(classes: [FieldClass: FieldLevel] = [:], fields: [Field: FieldLevel] = [:]) {
    self.classes = classes
    self.fields = fields
  }

  package func level(of field: Field) -> FieldLevel {
    fields[field] ?? level(of: field.fieldClass)
  }

  package func level(of fieldClass: FieldClass) -> FieldLevel {
    classes[fieldClass] ?? .hidden
  }
}

package import Domain

/// How much of each field of one record a party may see.
package struct Visibility: Hashable, Sendable {
  private var fields: [FieldLevel]
  private var classes: [FieldLevel]

  /// Everything, as an organization sees its own.
  package static let full = Visibility(
    fields: Array(repeating: .clear, count: Field.allCases.count),
    classes: Array(repeating: .clear, count: FieldClass.allCases.count))

  private init(fields: [FieldLevel], classes: [FieldLevel]) {
    self.fields = fields
    self.classes = classes
  }

  /// What rules give: per field the most that any allow shows, cut to the least any deny leaves.
  ///
  /// The order of the rules plays no part.
  init(allows: [Rule], denies: [Rule]) {
    func level(_ of: (FieldLevels) -> FieldLevel) -> FieldLevel {
      let given = allows.reduce(FieldLevel.hidden) { max($0, of($1.fields)) }
      return denies.reduce(given) { min($0, of($1.fields)) }
    }
    fields = Field.allCases.map { field in level { $0.level(of: field) } }
    classes = FieldClass.allCases.map { fieldClass in level { $0.level(of: fieldClass) } }
  }

  package func level(of field: Field) -> FieldLevel {
    fields[Int(field.rawValue) - 1]
  }

  /// The level of custom fields of a class.
  package func level(of fieldClass: FieldClass) -> FieldLevel {
    classes[Int(fieldClass.rawValue) - 1]
  }

  /// Whether at least one field of a contact shows.
  var showsContact: Bool {
    fields.contains { $0 > .hidden } || classes.contains { $0 > .hidden }
  }

  /// Whether at least one field that departments have shows.
  var showsDepartment: Bool {
    level(of: .name) > .hidden || level(of: .code) > .hidden
  }
}

package import Domain

/// How much of each field of one record a party may see.
package struct Visibility: Hashable, Sendable {
  private let levels: LevelTable

  /// Everything, as an organization sees its own.
  package static let full = Visibility(.full)

  init(_ levels: LevelTable) {
    self.levels = levels
  }

  /// No field more than `ceiling` has.
  func cut(to ceiling: LevelTable?) -> Visibility {
    guard let ceiling else { return self }
    return Visibility(levels.meeting(ceiling))
  }

  /// Whether no field shows less than it does by another.
  func covers(_ other: Visibility) -> Bool { levels.covers(other.levels) }

  package func level(of field: Field) -> FieldLevel { levels[field] }

  /// The level of custom fields of a class.
  package func level(of fieldClass: FieldClass) -> FieldLevel { levels[fieldClass] }

  /// Whether at least one field of a contact shows.
  var showsContact: Bool { levels.showsAnything }

  /// Whether at least one field that departments have shows.
  var showsDepartment: Bool {
    level(of: .name) > .hidden || level(of: .code) > .hidden
  }
}

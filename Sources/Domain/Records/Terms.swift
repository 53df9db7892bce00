/// How much two organizations may show one another, and what for.
package struct Terms: Hashable, Sendable {
  /// The most that any rule shows of a field; it names every class.
  package let ceiling: FieldLevels
  /// An allow for any other purpose gives nothing.
  package let purposes: Set<Purpose>

  /// A class that `ceiling` does not name is hidden, as in a rule: nobody agreed to show it.
  package init(ceiling: FieldLevels, purposes: Set<Purpose>) {
    var whole = ceiling
    for fieldClass in FieldClass.allCases {
      whole.classes[fieldClass] = ceiling.level(of: fieldClass)
    }
    self.ceiling = whole
    self.purposes = purposes
  }

  /// Whether nothing is shown under these that `other` does not show as well.
  package func isWithin(_ other: Terms) -> Bool {
    purposes.isSubset(of: other.purposes)
      && FieldClass.allCases.allSatisfy { ceiling.level(of: $0) <= other.ceiling.level(of: $0) }
      && Field.allCases.allSatisfy { ceiling.level(of: $0) <= other.ceiling.level(of: $0) }
  }

  /// What both allow.
  package func meet(_ other: Terms) -> Terms {
    var levels = FieldLevels()
    for fieldClass in FieldClass.allCases {
      levels.classes[fieldClass] = min(
        ceiling.level(of: fieldClass), other.ceiling.level(of: fieldClass))
    }
    for field in Field.allCases {
      let level = min(ceiling.level(of: field), other.ceiling.level(of: field))
      let isNamed = ceiling.fields[field] != nil || other.ceiling.fields[field] != nil
      if isNamed || level != levels.level(of: field) { levels.fields[field] = level }
    }
    return Terms(ceiling: levels, purposes: purposes.intersection(other.purposes))
  }
}

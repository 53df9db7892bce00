/// How much two organizations may show one another, and what for.
package struct Terms: Hashable, Sendable {
  /// The most that any rule shows of a field; it names every class.
  package let ceiling: FieldLevels
  /// An allow for any other purpose gives nothing.
  package let purposes: Set<Purpose>
  /// When they count, and nothing is shown at other times; nil where they always do.
  package let term: Window?

  /// A class that `ceiling` does not name is hidden, as in a rule: nobody agreed to show it.
  package init(ceiling: FieldLevels, purposes: Set<Purpose>, term: Window? = nil) {
    var whole = ceiling
    for fieldClass in FieldClass.allCases {
      whole.classes[fieldClass] = ceiling.level(of: fieldClass)
    }
    self.ceiling = whole
    self.purposes = purposes
    self.term = term
  }

  /// Terms that let nothing through.
  package static let nothing = Terms(ceiling: FieldLevels(), purposes: [])

  /// Whether nothing is shown under these that `other` does not show as well.
  package func isWithin(_ other: Terms) -> Bool {
    purposes.isSubset(of: other.purposes)
      // Where there is no purpose left, nothing is shown at any time.
      && (purposes.isEmpty || Window.isWithin(term, other.term))
      && FieldClass.allCases.allSatisfy { ceiling.level(of: $0) <= other.ceiling.level(of: $0) }
      && Field.allCases.allSatisfy { ceiling.level(of: $0) <= other.ceiling.level(of: $0) }
  }

  /// What both allow; where that is never, no purpose is left.
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
    do throws(Window.Fault) {
      return Terms(
        ceiling: levels, purposes: purposes.intersection(other.purposes),
        term: try Window.meet(term, other.term))
    } catch {
      return Terms(ceiling: levels, purposes: [], term: term)
    }
  }
}

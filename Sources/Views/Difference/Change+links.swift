package import Domain

extension Change {
  /// Whether links of a contact may come or go with this change of it, for some party.
  ///
  /// Who sees a contact rests on its placements and on rules alone. One that is new has no link yet,
  /// and those of one that goes are removed by the same entry.
  package var mayMoveLinks: Bool {
    guard case .contact(let before)? = before, case .contact(let after)? = after else {
      return false
    }
    return before.placements != after.placements || before.organization != after.organization
  }
}

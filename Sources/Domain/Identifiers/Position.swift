/// A place in one enterprise's journal: 1 for the first entry, dense, 0 before any.
///
/// Positions never reach a party: they see a keyed permutation of them.
package struct Position: Hashable, Comparable, Sendable {
  package let number: Int64

  package init(_ number: Int64) {
    self.number = number
  }

  package static let start = Position(0)

  package var next: Position { Position(number + 1) }
  package var previous: Position { Position(number - 1) }

  package static func < (left: Position, right: Position) -> Bool {
    left.number < right.number
  }
}

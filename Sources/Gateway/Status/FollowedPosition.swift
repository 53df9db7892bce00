import Domain
import Synchronization

/// How far a delivery loop has followed one journal; readable from any thread.
///
/// The gauges of all endpoints that wait for nothing point here, so that an entry costs only those
/// whom it concerns.
final class FollowedPosition: Sendable {
  private let number: Atomic<Int64>

  init(_ position: Position) {
    number = Atomic(position.number)
  }

  var position: Position { Position(number.load(ordering: .relaxed)) }

  func show(_ position: Position) {
    number.store(position.number, ordering: .relaxed)
  }
}

package import Delivery
package import Domain
import Synchronization

/// What a delivery loop shows of one endpoint while it works; readable from any thread.
///
/// Each figure is right by itself and at most one turn of the loop old; they are not read together
/// as of one moment.
package final class DeliveryGauge: Sendable {
  private let settledNumber: Atomic<Int64>
  private let dueCount = Atomic(0)
  private let exceptionCount = Atomic(0)
  private let runCount = Atomic(0)
  private let runRecordCount = Atomic(0)
  private let held = Mutex<EndpointMachine.Hold?>(nil)
  private let followed = Mutex<FollowedPosition?>(nil)
  /// At this many exceptions no further records are started.
  package let exceptionLimit: Int

  /// `settled` is where the copy was left.
  package init(settled: Position, exceptionLimit: Int) {
    settledNumber = Atomic(settled.number)
    self.exceptionLimit = exceptionLimit
  }

  /// The position up to which everything is acknowledged, excepted, or concerned nobody, for every
  /// record: an open run holds it at its base.
  package var settled: Position {
    followed.withLock { $0?.position } ?? Position(settledNumber.load(ordering: .relaxed))
  }

  /// Records that are planned and not settled, without the excepted ones.
  package var due: Int { dueCount.load(ordering: .relaxed) }

  /// Records whose last sending failed and that wait for their next try.
  package var exceptions: Int { exceptionCount.load(ordering: .relaxed) }

  /// Open runs, and how many records they have looked at.
  package var runs: (count: Int, records: Int) {
    (runCount.load(ordering: .relaxed), runRecordCount.load(ordering: .relaxed))
  }

  /// Why nothing is sent at present.
  package var hold: EndpointMachine.Hold? { held.withLock { $0 } }

  package func show(settled position: Position) {
    settledNumber.store(position.number, ordering: .relaxed)
  }

  /// From here on, where the loop has followed to counts as settled; with nil what was shown last.
  func follow(_ position: FollowedPosition?) {
    followed.withLock { $0 = position }
  }

  package func show(due: Int, exceptions: Int) {
    dueCount.store(due, ordering: .relaxed)
    exceptionCount.store(exceptions, ordering: .relaxed)
  }

  package func show(runs count: Int, records: Int) {
    runCount.store(count, ordering: .relaxed)
    runRecordCount.store(records, ordering: .relaxed)
  }

  package func show(_ hold: EndpointMachine.Hold?) {
    held.withLock { $0 = hold }
  }
}

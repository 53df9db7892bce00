package import Domain
import Storage
import Synchronization

/// Holds the answers to commands that narrow a view until every delivery loop works by the new
/// structure, so that nothing leaves by the old one after the caller was told.
///
/// A loop that does not take over in time holds up nobody for ever: the answers go out, and the loop
/// is barred (`LoopRegistration.isBarred`) until it has caught up with them.
final class TakeoverGate: Sendable {
  private let state = Mutex(State())

  /// An answer that waits.
  struct Held: Sendable {
    let enterprise: EnterpriseID
    let position: Position
    let deadline: Duration
    let tell: @Sendable () -> Void
  }

  private struct State {
    var loops: [Int: Loop] = [:]
    var held: [Held] = []
    var nextLoop = 0

    func isBehind(_ held: Held) -> Bool {
      loops.values.contains { $0.isBehind(held) }
    }

    /// Takes out what no loop is behind any more.
    mutating func takeReady() -> [Held] {
      let waiting = held
      held = waiting.filter { isBehind($0) }
      return waiting.filter { !isBehind($0) }
    }
  }

  private struct Loop {
    let bar: LoopBar
    var positions: [EnterpriseID: Position] = [:]
    /// What was answered without waiting longer for this loop.
    var owed: [EnterpriseID: Position] = [:]

    func isBehind(_ held: Held) -> Bool {
      (positions[held.enterprise] ?? .start) < held.position
    }

    mutating func takeOver(_ position: Position, in enterprise: EnterpriseID) {
      positions[enterprise] = max(position, positions[enterprise] ?? .start)
      if let debt = owed[enterprise], debt <= position { owed[enterprise] = nil }
      bar.isDown.store(!owed.isEmpty, ordering: .sequentiallyConsistent)
    }

    mutating func owe(_ held: Held) {
      guard isBehind(held) else { return }
      owed[held.enterprise] = max(held.position, owed[held.enterprise] ?? .start)
      bar.isDown.store(true, ordering: .sequentiallyConsistent)
    }
  }

  /// Begins to wait for one more loop, which is behind everything until it acknowledges.
  func register() -> LoopRegistration {
    let bar = LoopBar()
    let number = state.withLock { state in
      state.nextLoop += 1
      state.loops[state.nextLoop] = Loop(bar: bar)
      return state.nextLoop
    }
    return LoopRegistration(number: number, bar: bar, gate: self)
  }

  /// Holds an answer, or tells it at once if every loop has taken over already.
  func hold(_ answer: Held) {
    let isReady = state.withLock { state in
      guard state.isBehind(answer) else { return true }
      state.held.append(answer)
      return false
    }
    if isReady { answer.tell() }
  }

  func acknowledge(_ positions: [EnterpriseID: Position], by loop: Int) {
    let ready = state.withLock { state in
      for (enterprise, position) in positions {
        state.loops[loop]?.takeOver(position, in: enterprise)
      }
      return state.takeReady()
    }
    for held in ready { held.tell() }
  }

  /// Waits no longer for a loop.
  func end(_ loop: Int) {
    let ready = state.withLock { state in
      state.loops[loop] = nil
      return state.takeReady()
    }
    for held in ready { held.tell() }
  }

  /// When the oldest held answer has waited long enough.
  var nextDeadline: Duration? {
    state.withLock { $0.held.map(\.deadline).min() }
  }

  /// Tells what is due by now and bars the loops that it has waited for in vain; their number is
  /// given back.
  @discardableResult
  func expire(at now: Duration) -> Int {
    let (due, barred) = state.withLock { state in
      let due = state.held.filter { $0.deadline <= now }
      state.held.removeAll { $0.deadline <= now }
      for held in due {
        for loop in state.loops.keys { state.loops[loop]?.owe(held) }
      }
      return (due, due.isEmpty ? 0 : state.loops.values.count { !$0.owed.isEmpty })
    }
    for held in due { held.tell() }
    return barred
  }

  /// Tells everything that is held, when the gateway stops.
  func open() {
    let held = state.withLock { state in
      defer { state.held = [] }
      return state.held
    }
    for answer in held { answer.tell() }
  }
}

/// Whether a loop may hand requests over.
final class LoopBar: Sendable {
  let isDown = Atomic(false)
}

/// One delivery loop's side of taking over topologies.
///
/// A loop acknowledges after each commit that it is told of, and once right after registering. Until
/// all loops have acknowledged a position, callers whose command narrowed a view there are not told
/// that it is done; a loop that has not acknowledged 5 s later (it hangs, or its thread is gone) is
/// barred instead, and the callers are told.
package final class LoopRegistration: Sendable {
  private let number: Int
  private let bar: LoopBar
  private let gate: TakeoverGate

  init(number: Int, bar: LoopBar, gate: TakeoverGate) {
    self.number = number
    self.bar = bar
    self.gate = gate
  }

  deinit {
    gate.end(number)
  }

  /// From here on the loop sends by the structures at these positions or later ones; answers that
  /// waited for it are told on the calling thread.
  package func acknowledge(_ positions: [EnterpriseID: Position]) {
    gate.acknowledge(positions, by: number)
  }

  /// Asked right before each request is handed to the network: while true the loop must send
  /// nothing, for callers were told of a narrowing that it has not taken over.
  package var isBarred: Bool {
    bar.isDown.load(ordering: .sequentiallyConsistent)
  }

  /// The loop sends nothing more and is not waited for.
  package func end() {
    gate.end(number)
  }
}

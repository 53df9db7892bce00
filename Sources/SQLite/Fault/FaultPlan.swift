import Synchronization

/// Which calls of a faulty file system fail.
///
/// May be changed from any thread while connections are open.
package final class FaultPlan: Sendable {
  /// What SQLite asks of a file system and what can be made to fail.
  package enum Operation: Int32, CaseIterable, Sendable {
    case open = 0
    case read = 1
    case write = 2
    case sync = 3
    case truncate = 4
    case delete = 5
  }

  /// A kind of file that SQLite keeps.
  package enum File: Sendable {
    case database
    case writeAheadLog
    case rollbackJournal
    /// Temporary files, and those of which only the path is known, as at deletion.
    case other
  }

  /// One failure to come.
  package struct Fault: Sendable {
    package var operation: Operation
    /// The kind of file, or nil for all.
    package var file: File?
    /// How many matching calls go well before it.
    package var callsBefore: Int
    /// What the call returns.
    package var code: ResultCode
    /// Whether every later matching call fails as well, as on a disk that is full or gone.
    package var lasts: Bool

    package init(
      _ operation: Operation, of file: File? = nil, after callsBefore: Int = 0,
      code: ResultCode, lasts: Bool = false
    ) {
      self.operation = operation
      self.file = file
      self.callsBefore = callsBefore
      self.code = code
      self.lasts = lasts
    }
  }

  private struct State {
    var faults: [Fault] = []
    var calls: [Operation: Int] = [:]
    var failures = 0
  }

  private let state = Mutex(State())

  package init() {}

  /// Adds a failure to come; its calls are counted from now on.
  package func add(_ fault: Fault) {
    state.withLock { $0.faults.append(fault) }
  }

  /// Forgets what has not failed yet, so that all goes well from now on.
  package func clear() {
    state.withLock { $0.faults.removeAll() }
  }

  /// How often an operation was asked for since the beginning, failures included.
  package func calls(_ operation: Operation) -> Int {
    state.withLock { $0.calls[operation, default: 0] }
  }

  /// How many calls were made to fail since the beginning.
  package var failures: Int { state.withLock { $0.failures } }

  /// The result in place of this call's own, or nil to let it through.
  func decide(_ operation: Operation, of file: File) -> ResultCode? {
    state.withLock { state in
      state.calls[operation, default: 0] += 1
      var code: ResultCode?
      for index in state.faults.indices where state.faults[index].matches(operation, file) {
        if state.faults[index].callsBefore > 0 {
          state.faults[index].callsBefore -= 1
        } else if code == nil {
          code = state.faults[index].code
          if !state.faults[index].lasts { state.faults[index].callsBefore = -1 }
        }
      }
      state.faults.removeAll { $0.callsBefore < 0 }
      if code != nil { state.failures += 1 }
      return code
    }
  }
}

extension FaultPlan.Fault {
  fileprivate func matches(_ operation: FaultPlan.Operation, _ file: FaultPlan.File) -> Bool {
    self.operation == operation && (self.file == nil || self.file == file)
  }
}

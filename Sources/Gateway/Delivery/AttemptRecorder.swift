import Delivery
import Storage
import Synchronization

/// Writes the attempt log on a thread of its own, in batches.
final class AttemptRecorder: Sendable {
  private let log: any AttemptLog
  private let queue: Monitor<Queue>
  private let thread = Mutex<Thread?>(nil)
  private let limit: Int
  private let notice: @Sendable (String) -> Void

  private struct Queue: Sendable {
    var waiting: [AttemptRow] = []
    var isEnding = false
  }

  init(log: any AttemptLog, limit: Int, notice: @escaping @Sendable (String) -> Void) {
    self.log = log
    self.limit = limit
    self.notice = notice
    queue = Monitor(Queue())
  }

  func start() throws {
    let started = try Thread(name: "weir-attempts") { self.run() }
    thread.withLock { $0 = started }
  }

  /// Takes attempts; false once so many wait that sending has to stop.
  func record(_ attempts: [AttemptRow]) -> Bool {
    queue.update { queue in
      queue.waiting += attempts
      return queue.waiting.count < limit
    }
  }

  /// Writes what waits and ends the thread.
  func stop() {
    queue.update { $0.isEnding = true }
    let running = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    running?.join()
  }

  private func run() {
    while true {
      let batch = queue.wait { queue -> [AttemptRow]? in
        guard !queue.waiting.isEmpty || queue.isEnding else { return nil }
        defer { queue.waiting = [] }
        return queue.waiting
      }
      guard let batch, !batch.isEmpty else { return }
      append(batch)
    }
  }

  /// An attempt is a record of what happened, not a promise: a log that cannot be written is said
  /// and does not stop delivery for good.
  private func append(_ batch: [AttemptRow]) {
    do {
      try log.append(batch)
    } catch {
      notice("\(batch.count) attempts were not logged: \(error)")
    }
  }
}

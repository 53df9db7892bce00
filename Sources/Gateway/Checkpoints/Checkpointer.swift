import Storage

/// Checkpoints the store on a thread of its own, so that no commit waits for one.
final class Checkpointer: Sendable {
  private let store: any Store
  private let limits: Limits
  private let notice: @Sendable (String) -> Void
  private let monitor = Monitor(Gathered())
  private let thread = Monitor<Thread?>(nil)

  /// How much gathers before a checkpoint.
  struct Limits: Sendable {
    let transactions: Int
    let bytes: Int
  }

  private struct Gathered {
    var transactions = 0
    var bytes = 0
    var isStopping = false
  }

  private enum Task {
    case checkpoint
    case end
  }

  init(store: any Store, limits: Limits, notice: @escaping @Sendable (String) -> Void) {
    self.store = store
    self.limits = limits
    self.notice = notice
  }

  func start() throws {
    let started = try Thread(name: "weir-checkpoint") { self.run() }
    thread.update { $0 = started }
  }

  /// One more transaction is in the store.
  func committed(commands: Int, deliveries: Int) {
    monitor.update { gathered in
      gathered.transactions += 1
      gathered.bytes += commands * Self.bytesPerCommand + deliveries * Self.bytesPerDelivery
    }
  }

  // What a command or a loop's rows take in the write-ahead log, roughly: whole pages are logged.
  private static let bytesPerCommand = 4_096
  private static let bytesPerDelivery = 16_384

  /// Ends the thread after the checkpoint under way, if one is.
  func stop() {
    monitor.update { $0.isStopping = true }
    let running = thread.update { thread in
      defer { thread = nil }
      return thread
    }
    running?.join()
  }

  private func run() {
    while case .checkpoint? = monitor.wait({ next(&$0) }) {
      do {
        try store.checkpoint()
      } catch {
        notice("a checkpoint of the store failed and will be tried again: \(error)")
      }
    }
  }

  private func next(_ gathered: inout Gathered) -> Task? {
    if gathered.isStopping { return .end }
    guard gathered.transactions >= limits.transactions || gathered.bytes >= limits.bytes else {
      return nil
    }
    gathered = Gathered()
    return .checkpoint
  }
}

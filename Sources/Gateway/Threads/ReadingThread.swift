/// Work that reads for a while, one piece after the other on a thread of its own.
final class ReadingThread: Sendable {
  private let name: String
  private let queue = Monitor(Queue())
  private let thread = Monitor<Thread?>(nil)

  /// Is given a session as of now, or told why there is none; called once.
  typealias Work = @Sendable (Result<ReadSession, Unreadable>) -> Void

  enum Unreadable: Error {
    /// Too much waits.
    case busy
    case unavailable
    case stopping
  }

  private struct Queue {
    var waiting: [Work] = []
    var isStopping = false
  }

  private enum Task {
    case work(Work)
    case end
  }

  /// At most this many pieces wait.
  private static let waitingLimit = 64

  /// Tools show at most the first 15 bytes of the name.
  init(name: String) {
    self.name = name
  }

  func start(_ makeSession: @escaping @Sendable () throws -> ReadSession) throws {
    let started = try Thread(name: name) { self.run(makeSession) }
    thread.update { $0 = started }
  }

  /// Does it later, on the thread, or tells at once that it cannot.
  func add(_ work: @escaping Work) {
    let refusal = queue.update { queue -> Unreadable? in
      if queue.isStopping { return .stopping }
      if queue.waiting.count >= Self.waitingLimit { return .busy }
      queue.waiting.append(work)
      return nil
    }
    if let refusal { work(.failure(refusal)) }
  }

  /// Ends the thread after the piece under way; those that wait are refused.
  func stop() {
    let left = queue.update { queue in
      defer { queue.waiting = [] }
      queue.isStopping = true
      return queue.waiting
    }
    for work in left { work(.failure(.stopping)) }
    let running = thread.update { thread in
      defer { thread = nil }
      return thread
    }
    running?.join()
  }

  private func run(_ makeSession: () throws -> ReadSession) {
    var session: ReadSession?
    while case .work(let work)? = queue.wait({ Self.next(&$0) }) {
      do {
        let reading = try session ?? makeSession()
        try reading.refresh()
        session = reading
      } catch {
        session = nil
      }
      guard let reading = session else {
        work(.failure(.unavailable))
        continue
      }
      work(.success(reading))
      // Nothing is held of the store while it waits.
      do { try reading.release() } catch { session = nil }
    }
  }

  private static func next(_ queue: inout Queue) -> Task? {
    if queue.isStopping { return .end }
    return queue.waiting.isEmpty ? nil : .work(queue.waiting.removeFirst())
  }
}

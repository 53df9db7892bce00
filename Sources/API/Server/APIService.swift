import AdapterKit
package import Crypto
package import Gateway
import Synchronization
import Wire

/// Answers the HTTP API of every enterprise behind one gateway.
///
/// Reads are answered on the thread that asks, each thread with a session of its own; writes when
/// the writer has committed them.
package final class APIService: Sendable {
  let gateway: Gateway
  let services: Services
  let router = Router(Route.table)
  private let slots: [ThreadSlot]
  private let isDraining = Atomic(false)

  /// What the reads of one loop thread go through.
  final class ThreadSlot: Sendable {
    let reader: Mutex<ThreadReader>

    init(_ gateway: Gateway) throws {
      reader = Mutex(ThreadReader(session: try gateway.makeSession()))
    }
  }

  /// Opens a reading session for each of the server's loop threads.
  ///
  /// `random` gives ids, secrets and nonces.
  package init(_ gateway: Gateway, random: any RandomSource, threads: Int) throws {
    precondition(threads >= 1, "An API is served by at least one thread.")
    self.gateway = gateway
    services = Services(
      random: random, adapters: gateway.parts.adapters, instance: random.word(),
      clock: gateway.parts.clock, store: gateway.parts.store)
    slots = try (0..<threads).map { _ in try ThreadSlot(gateway) }
  }

  /// From now on `/readyz` says no, so that a balancer sends nothing new, and whoever waits for
  /// changes is answered; all else goes on.
  package func beginDraining() {
    isDraining.store(true, ordering: .relaxed)
    gateway.endPullWaits()
  }

  func slot(of thread: Int) -> ThreadSlot {
    slots[thread % slots.count]
  }

  var readiness: Reply {
    guard gateway.isReady, !isDraining.load(ordering: .relaxed) else {
      let detail = "this gateway is starting or stopping; ask again in a moment"
      return Problem(.unavailable, detail, fields: [.retryAfter: "1"]).reply
    }
    return Reply(.ok, body: Array(#"{"status":"ready"}"#.utf8))
  }

  var contract: Reply {
    Reply(.ok, body: Contract.openAPI)
  }
}

extension Reply {
  static let health = Reply(.ok, body: Array(#"{"status":"ok"}"#.utf8))
}

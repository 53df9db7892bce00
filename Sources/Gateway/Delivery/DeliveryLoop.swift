import Crypto
import Delivery
import Domain
import HTTPClient
import Synchronization
import Wire

/// One thread that sends: what other threads may touch of it.
final class DeliveryLoop: CommitObserver {
  let share: Share
  private let gateway: Gateway
  private let configuration: DeliveryConfiguration
  private let recorder: AttemptRecorder
  private let mailbox: LoopMailbox
  private let waker: SharedWaker
  private let thread = Mutex<Thread?>(nil)

  /// Which endpoints are a loop's.
  struct Share: Sendable {
    let index: Int
    let count: Int

    func holds(_ endpoint: EndpointID) -> Bool {
      Int(endpoint.bits.low % UInt64(count)) == index
    }
  }

  /// The loop's client is made on the loop's thread; until then nobody sleeps who must be woken.
  final class SharedWaker: Sendable {
    private let waker = Mutex<Waker?>(nil)

    func set(_ waker: Waker) {
      self.waker.withLock { $0 = waker }
    }

    func wake() {
      waker.withLock { $0 }?.wake()
    }
  }

  init(
    gateway: Gateway, configuration: DeliveryConfiguration, share: Share,
    recorder: AttemptRecorder
  ) throws {
    self.gateway = gateway
    self.configuration = configuration
    self.share = share
    self.recorder = recorder
    let waker = SharedWaker()
    self.waker = waker
    mailbox = LoopMailbox { waker.wake() }
  }

  func start() throws {
    gateway.observe(self)
    let registration = gateway.registerLoop()
    let started = try Thread(name: "weir-deliver-\(share.index)") { [self] in
      do {
        let worker = try LoopWorker(
          gateway: gateway, configuration: configuration, share: share, recorder: recorder,
          mailbox: mailbox, registration: registration)
        waker.set(worker.waker)
        try worker.run()
      } catch {
        gateway.parts.notice("delivery stopped: \(error); restart the gateway")
      }
      registration.end()
    }
    thread.withLock { $0 = started }
  }

  func committed(_ news: CommitNews) {
    mailbox.leave { $0.hasCommits = true }
  }

  func requestCheckpoint(of endpoint: EndpointID, withDigest: Bool) {
    mailbox.leave { mail in
      mail.checkpoints[endpoint] = withDigest || mail.checkpoints[endpoint] ?? false
    }
  }

  func requestRepair(of endpoint: EndpointID, _ records: [RepairedRecord]) {
    mailbox.leave { $0.repairs.append((endpoint, records)) }
  }

  func tellProgress(
    of endpoints: Set<EndpointID>, _ answer: @escaping @Sendable ([EndpointProgress]) -> Void
  ) {
    mailbox.leave { $0.questions.append((endpoints, answer)) }
  }

  func pull(_ request: PullRequest, _ completion: @escaping PullCompletion) {
    mailbox.leave { $0.pulls.append((request, completion)) }
  }

  func endPullWaits() {
    mailbox.leave { $0.endsPullWaits = true }
  }

  func tellWhole(_ endpoint: EndpointID) {
    mailbox.leave { $0.wholes.append(endpoint) }
  }

  func stop(within limit: Duration) {
    mailbox.leave { $0.stopWithin = limit }
  }

  func join() {
    let running = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    running?.join()
  }
}

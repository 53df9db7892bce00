import Crypto
import Domain
import Gateway
import Testing

@Suite struct CheckpointerTests {
  @Test func `checkpoints come after so many transactions and hold no commit up`() async throws {
    var configuration = GatewayConfiguration()
    configuration.checkpointTransactions = 3
    let running = try TestGateway(startsGateway: false)
    let store = BlockingCheckpoints(over: running.store)
    let notices = Notices()
    let gateway = try Gateway(
      TestGateway.parts(over: store, running.clock, running.random, configuration, notices))
    try gateway.start()
    func write(_ count: Int) async throws {
      for _ in 0..<count {
        let answers = Answers(expecting: 1)
        let person = try running.contact("c\(running.random.word())")
        gateway.submit(
          Submission(
            enterprise: running.enterprise, command: .create(.contact(person)),
            actor: .operatorAtMachine
          ) { answers.add($0, 0) })
        #expect(await answers.all()[0].outcome != nil)
      }
    }
    try await write(2)
    #expect(store.begun == 0)
    try await write(1)
    store.awaitBegun(1)
    // These are stored while the checkpoint is stuck, and one more checkpoint follows for all.
    try await write(7)
    #expect(store.begun == 1)
    store.allow(.max)
    store.awaitBegun(2)
    gateway.stop(within: .seconds(10))
    #expect(store.begun == 2)
    #expect(notices.all.count { $0.contains("checkpoint") } == 1)
  }
}

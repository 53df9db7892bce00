import Testing

@testable import Gateway

@Suite struct MonitorTests {
  @Test func `a wait ends with its limit, or at once if there is something`() {
    let monitor = Monitor(0)
    #expect(monitor.wait(limit: .zero) { $0 > 0 ? true : nil } == nil)
    #expect(monitor.wait(limit: .seconds(-1)) { $0 > 0 ? true : nil } == nil)
    monitor.update { $0 = 1 }
    #expect(monitor.wait(limit: .seconds(60)) { $0 } == 1)
  }

  @Test func `threads that hand a turn to one another lose none`() throws {
    let monitor = Monitor(0)
    let threads = try (0..<2).map { own in
      try Thread(name: "turn-\(own)") {
        for _ in 0..<2_000 {
          _ = monitor.wait { $0 % 2 == own ? true : nil }
          monitor.update { $0 += 1 }
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(monitor.update { $0 } == 4_000)
  }
}

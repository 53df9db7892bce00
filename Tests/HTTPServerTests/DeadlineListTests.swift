import Testing

@testable import HTTPServer

@Suite struct DeadlineListTests {
  private var list = DeadlineList(limit: .milliseconds(10))

  private func at(_ milliseconds: Int64) -> MonotonicInstant {
    MonotonicInstant(nanoseconds: milliseconds * 1_000_000)
  }

  @Test mutating func `members run out in the order in which they started`() {
    list.start(3, at: at(0))
    list.start(1, at: at(2))
    #expect(list.next == at(10))
    #expect(list.popDue(at: at(9)) == nil)
    #expect(list.popDue(at: at(20)) == 3)
    #expect(list.popDue(at: at(20)) == 1)
    #expect(list.popDue(at: at(20)) == nil)
    #expect(list.next == nil)
  }

  @Test mutating func `a new start puts a member at the end`() {
    list.start(0, at: at(0))
    list.start(1, at: at(1))
    list.start(0, at: at(5))
    #expect(list.next == at(11))
    #expect(list.popDue(at: at(11)) == 1)
    #expect(list.next == at(15))
  }

  @Test(arguments: [0, 1, 2])
  func `a stopped member is gone wherever it stood`(stopped: Int) {
    var list = list
    for member in 0..<3 { list.start(member, at: at(0)) }
    list.stop(stopped)
    list.stop(stopped)
    list.stop(99)
    var popped: [Int] = []
    while let member = list.popDue(at: at(10)) { popped.append(member) }
    #expect(popped == [0, 1, 2].filter { $0 != stopped })
  }

  @Test func `milliseconds are rounded up and never negative`() {
    let start = MonotonicInstant(nanoseconds: 1)
    #expect(at(2).milliseconds(since: start) == 2)
    #expect(start.milliseconds(since: at(2)) == 0)
    #expect((start + .nanoseconds(1)).milliseconds(since: start) == 1)
  }
}

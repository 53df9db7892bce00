import Crypto
import Domain
import Testing

@testable import Delivery

struct `Ready queue` {
  private func record(_ number: Int) -> RecordID {
    RecordID(Block128(high: 0, low: UInt64(number)))
  }

  /// The records that the queue still holds memory for.
  private func kept(_ queue: ReadyQueue) throws -> [RecordID] {
    let child = Mirror(reflecting: queue).children.first { $0.label == "records" }
    return try #require(child?.value as? [RecordID])
  }

  @Test func `an empty queue gives nothing`() {
    var queue = ReadyQueue()
    #expect(queue.isEmpty)
    #expect(queue.pop() == nil)
  }

  @Test func `records come out in the order in which they came, though others come meanwhile`() {
    var queue = ReadyQueue()
    var found: [RecordID] = []
    for number in 0..<6_000 {
      queue.append(record(number))
      if number % 3 == 0, let record = queue.pop() { found.append(record) }
    }
    while let record = queue.pop() { found.append(record) }
    #expect(found == (0..<6_000).map(record))
    #expect(queue.isEmpty)
  }

  @Test func `memory follows what waits`() throws {
    var queue = ReadyQueue()
    for number in 0..<8_000 { queue.append(record(number)) }
    for _ in 0..<6_000 { _ = queue.pop() }
    #expect(try kept(queue).count <= 4_000)
    while queue.pop() != nil {}
    #expect(try kept(queue).capacity == 0)
  }
}

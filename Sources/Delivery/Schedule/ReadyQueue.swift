import Domain

/// Records that can be sent, first in first out.
struct ReadyQueue: Sendable {
  private var records: [RecordID] = []
  private var start = 0

  var isEmpty: Bool { start == records.count }

  mutating func append(_ record: RecordID) {
    records.append(record)
  }

  mutating func pop() -> RecordID? {
    guard start < records.count else { return nil }
    defer { compact() }
    start += 1
    return records[start - 1]
  }

  private mutating func compact() {
    if start == records.count {
      // An endpoint with nothing to send holds no memory for it.
      records = []
      start = 0
    }
    guard start > 1_024, start * 2 > records.count else { return }
    records.removeFirst(start)
    start = 0
  }
}

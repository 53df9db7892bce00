import Domain
import Wire

/// Records by when they are next due: a binary heap, in which a record may stand more than once.
struct Timers: Sendable {
  private var heap: [(due: Timestamp, record: RecordID)] = []

  var next: Timestamp? { heap.first?.due }

  mutating func add(_ record: RecordID, due: Timestamp) {
    heap.append((due, record))
    var index = heap.count - 1
    while index > 0, heap[index].due < heap[(index - 1) / 2].due {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  /// Takes out one record that is due at `now`.
  mutating func pop(at now: Timestamp) -> RecordID? {
    guard let first = heap.first, first.due <= now else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first.record }
    heap[0] = last
    sink()
    return first.record
  }

  private mutating func sink() {
    var index = 0
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2]
      where child < heap.count && heap[child].due < heap[least].due {
        least = child
      }
      guard least != index else { return }
      heap.swapAt(index, least)
      index = least
    }
  }
}

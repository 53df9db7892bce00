package import Wire

/// Keys by when they are next due: a binary heap, in which a key may stand more than once.
package struct DueTimes<Key: Sendable>: Sendable {
  private var heap: [(due: Timestamp, key: Key)] = []

  package init() {}

  package var next: Timestamp? { heap.first?.due }

  package mutating func add(_ key: Key, due: Timestamp) {
    heap.append((due, key))
    var index = heap.count - 1
    while index > 0, heap[index].due < heap[(index - 1) / 2].due {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  /// Takes out one key that is due at `now`.
  package mutating func pop(at now: Timestamp) -> Key? {
    guard let first = heap.first, first.due <= now else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first.key }
    heap[0] = last
    sink()
    return first.key
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

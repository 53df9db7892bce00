import Wire

/// What is to happen and when; of two things at one time the earlier noted goes first.
struct Agenda {
  private struct Item {
    let due: Timestamp
    let number: Int
    let action: () throws -> Void
  }

  private var heap: [Item] = []
  private var count = 0

  var isEmpty: Bool { heap.isEmpty }

  mutating func add(at due: Timestamp, _ action: @escaping () throws -> Void) {
    count += 1
    heap.append(Item(due: due, number: count, action: action))
    var index = heap.count - 1
    while index > 0, precedes(index, (index - 1) / 2) {
      heap.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  mutating func pop() -> (due: Timestamp, action: () throws -> Void)? {
    guard let first = heap.first else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var index = 0
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2]
      where child < heap.count && precedes(child, least) { least = child }
      guard least != index else { break }
      heap.swapAt(index, least)
      index = least
    }
    return (first.due, first.action)
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    (heap[left].due, heap[left].number) < (heap[right].due, heap[right].number)
  }
}

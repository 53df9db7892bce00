import Domain

/// One run at work.
struct OpenRun: Sendable {
  let number: Int64
  let span: RunSpan
  let isInDoubt: Bool
  /// Every page up to here is settled.
  var reached: RunPlace?
  var covered = 0
  /// Read up to here.
  var next: RunPlace?
  var isRead = false
  /// What was read and is not settled, oldest first.
  var pages: [Page] = []

  struct Page: Sendable {
    let through: RunPlace
    let covered: Int
    /// Records told in it that are neither settled nor excepted.
    var pending: Set<RecordID>
  }

  init(number: Int64, span: RunSpan, isInDoubt: Bool) {
    self.number = number
    self.span = span
    self.isInDoubt = isInDoubt
  }

  init(_ row: RunRow) {
    self.init(number: row.number, span: row.span, isInDoubt: row.isInDoubt)
    reached = row.reached
    next = row.reached
    covered = row.covered
  }

  var isOver: Bool { isRead && pages.isEmpty }

  mutating func settle(_ record: RecordID) {
    for index in pages.indices { pages[index].pending.remove(record) }
  }

  /// Passes settled pages, never one that is not; returns whether it came further.
  mutating func advance() -> Bool {
    let settled = pages.prefix { $0.pending.isEmpty }
    guard let last = settled.last else { return false }
    reached = last.through
    covered += settled.reduce(0) { $0 + $1.covered }
    pages.removeFirst(settled.count)
    return true
  }

  func row(at endpoint: EndpointID) -> RunRow {
    RunRow(
      endpoint: endpoint, number: number, span: span, isInDoubt: isInDoubt, reached: reached,
      covered: covered)
  }
}

/// The members of one time limit in the order in which they run out.
///
/// All have the same limit, so whoever starts later ends later: starting appends, and nothing is
/// ever sorted. Members are small integers. Every operation takes constant time.
struct DeadlineList {
  private struct Node {
    var previous = -1
    var next = -1
    var deadline = MonotonicInstant(nanoseconds: 0)
    var isMember = false
  }

  private let limit: Duration
  private var nodes: [Node] = []
  private var first = -1
  private var last = -1

  init(limit: Duration) {
    self.limit = limit
  }

  /// The nearest deadline; nil when there are no members.
  var next: MonotonicInstant? {
    first < 0 ? nil : nodes[first].deadline
  }

  /// Starts the limit of a member anew; instants must not go backwards from call to call.
  mutating func start(_ member: Int, at now: MonotonicInstant) {
    stop(member)
    while nodes.count <= member { nodes.append(Node()) }
    nodes[member] = Node(previous: last, next: -1, deadline: now + limit, isMember: true)
    if last >= 0 { nodes[last].next = member } else { first = member }
    last = member
  }

  /// Takes a member out; no effect on one that is not in.
  mutating func stop(_ member: Int) {
    guard member < nodes.count, nodes[member].isMember else { return }
    let node = nodes[member]
    if node.previous >= 0 { nodes[node.previous].next = node.next } else { first = node.next }
    if node.next >= 0 { nodes[node.next].previous = node.previous } else { last = node.previous }
    nodes[member].isMember = false
  }

  /// Takes out the member whose deadline is nearest, if it has passed.
  mutating func popDue(at now: MonotonicInstant) -> Int? {
    guard first >= 0, nodes[first].deadline <= now else { return nil }
    let member = first
    stop(member)
    return member
  }
}

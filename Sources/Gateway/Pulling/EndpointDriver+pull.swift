package import AdapterKit
import Crypto
package import Delivery
import Domain
package import Wire

extension EndpointDriver {
  /// Takes what a mark acknowledges, and gives a line of the attempt log for each event.
  package func acknowledge(
    _ mark: PullMark, at now: Timestamp, _ watch: SendingWatch
  ) -> [AttemptRow] {
    outbox.acknowledge(mark).map { entry in
      watch.end(entry.sending)
      state.settle(entry.sending.record, .delivered, at: now, chance: random.word())
      return attempt(of: entry, at: now + wallAhead)
    }
  }

  /// What a party that asks is given: first what it was given before and has not acknowledged, as it
  /// was if it still holds and else read anew, then what is to be told next.
  package func give(
    atMost limit: Int, at now: Timestamp, _ watch: SendingWatch
  ) throws -> Given {
    guard beginning == .kept else {
      try plan()
      return Given(events: [], isOvertaken: false)
    }
    takeBack(beyond: limit, at: now, watch)
    var fresh: [Sending] = []
    var isOvertaken = false
    do {
      try plan()
      try state.readPage(view)
      while outbox.entries.count + fresh.count < limit, !isOvertaken,
        let sending = try state.next(at: now, view)
      {
        watch.begin(sending)
        if watch.permits(sending) {
          fresh.append(sending)
        } else {
          isOvertaken = true
          takeBack(sending, at: now, watch)
        }
      }
    } catch  where !fresh.isEmpty {
      // What has begun must leave; what could not be read is asked for again in the next turn.
    }
    if !fresh.isEmpty { outbox.add(fresh, at: now + wallAhead) }
    return Given(events: outbox.entries.map(\.sending.event), isOvertaken: isOvertaken)
  }

  /// What goes into an answer.
  package struct Given: Sendable {
    package let events: [Event]
    /// Whether something was committed meanwhile that has to be followed before more can be given.
    package let isOvertaken: Bool
  }

  /// Plans up to the head and prepares nothing, for nobody asks.
  package func plan() throws {
    while try state.plan(view) {}
  }

  /// Whether what is to be told next is on its way to the store, or not read yet.
  var isPreparing: Bool { machine.isSaving || needsSaving || machine.wantsPage }

  /// Whether something waits for a write before it can be sent or given.
  var needsSaving: Bool {
    machine.needsSaving || beginning == .asked && !machine.isSaving && machine.wantsSaving
  }

  /// Has the whole view told again; the copy holds nothing.
  ///
  /// Nothing is given before that is durable: else a start could go on from where the copy was before,
  /// with a mark that speaks of the new one.
  package func tellWhole() throws {
    try plan()
    try state.tellWhole(view)
    outbox.beginAnew()
    beginning = .asked
  }

  /// Where a copy stands that is begun anew.
  enum Beginning {
    case kept
    case asked
    /// It is part of what is being written.
    case underWay
  }

  private func takeBack(beyond limit: Int, at now: Timestamp, _ watch: SendingWatch) {
    let head = view.head
    let back = outbox.takeBack(keeping: limit) { sending in
      // A checkpoint speaks of one moment.
      let isOfNow = sending.record != endpoint.id.record || sending.readAt == head
      return isOfNow && watch.permits(sending)
    }
    for entry in back { takeBack(entry.sending, at: now, watch) }
  }

  private func takeBack(_ sending: Sending, at now: Timestamp, _ watch: SendingWatch) {
    watch.end(sending)
    state.settle(sending.record, .withdrawn, at: now, chance: 0)
  }

  private func attempt(of entry: Outbox.Entry, at time: Timestamp) -> AttemptRow {
    let event = entry.sending.event
    let body = event.body
    return AttemptRow(
      enterprise: enterprise, endpoint: endpoint.id, time: entry.givenAt, event: event.id,
      type: event.type, epoch: event.epoch, number: event.number, url: Self.pullPath,
      requestFields: [], bodyDigest: SHA256.hash(body), bodyByteCount: body.count, status: 200,
      excerpt: "", duration: max(.zero, time - entry.givenAt), outcome: .delivered, nextTry: nil)
  }

  /// Where events are asked for.
  private static let pullPath = "/v1/changes"
}

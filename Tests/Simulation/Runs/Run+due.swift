import AdapterKit
import Delivery
import Domain
@testable import Gateway
import Views
import Wire

extension Run {
  /// Settles what is due, as the gateway does at its start and when it wakes.
  func settleDue() throws {
    for due in world.state.due(at: now) {
      try perform(.settleDue(due.subject), by: .gateway)
    }
    awaitDue()
  }

  /// Wakes when the next window or term moves something on, a little late by chance.
  func awaitDue() {
    guard let next = world.state.nextDue else { return }
    let usual = isRough ? chance.milliseconds(0...(chance.percent() < 5 ? 3_000 : 60)) : .zero
    // What could not be written is tried again.
    let wait = next > now ? next - now : .seconds(1)
    inProcess(after: wait + (settlingLag ?? usual)) { run in
      if !run.world.state.due(at: run.now).isEmpty { try run.settleDue() }
    }
  }

  /// Whether nothing may leave, for something is to be taken away and the process does not know it.
  var awaitsNarrowing: Bool {
    get throws {
      guard let time = node?.journal.nextNarrowing else { return false }
      return try time <= world.current.time(at: now)
    }
  }

  /// Nothing is shown that a clock says is over, whether the journal says so yet or not.
  func checkClock(_ sending: Sending, _ id: EndpointID, _ party: Party) throws {
    guard sending.event.isState else { return }
    let hasDue = world.records.values.contains { record in
      let time: Timestamp? =
        switch record {
        case .agreement(let agreement): agreement.narrowing
        case .rule(let rule): rule.narrowing
        default: nil
        }
      return time.map { $0 <= now } ?? false
    }
    guard hasDue else { return }
    let view = NaiveView(
      records: world.records, party: party, ids: try world.ids(of: party),
      scope: world.scope(of: id, at: world.head), clock: now)
    try demand(
      view.rows()[sending.record] != nil, of: sending.record,
      "\(short(id)): \(sending.event.type) leaves, though its rule or agreement is over")
  }
}

import AdapterKit
import Crypto
import Delivery
import Domain
@testable import Gateway
import Storage
import Views
import Wire

extension Run {
  /// Everything that hinders is taken away, and the run goes on until nothing is left to do.
  func quieten() throws {
    note("quiet")
    isRough = false
    world.faults.clear()
    if node == nil { try start() }
    for endpoint in try world.current.endpoints.values.sorted(by: { $0.id < $1.id }) {
      bringDown(endpoint.id, for: .zero)
    }
    for partner in try world.topology.partners.values where partner.state == .suspended {
      try perform(.movePartner(partner.id, .resume))
    }
    try revive()
    try settleDown()
    // What came in while it went quiet may have disabled an endpoint once more.
    try revive()
    try settleDown()
  }

  private func revive() throws {
    for endpoint in try world.current.endpoints.values.sorted(by: { $0.id < $1.id }) {
      // One that ended with its partner stays disabled, unless something is yet to be withdrawn.
      guard endpoint.state != .active, try !isTerminated(endpoint.party) || stands(endpoint.id)
      else { continue }
      var change = Endpoint.Change()
      change.state = .active
      try perform(.change(.endpoint(endpoint.id, change)))
    }
    announce()
  }

  private func stands(_ id: EndpointID) throws -> Bool {
    try !world.store.makeReader().standing(at: id, after: nil, limit: 1).isEmpty
  }

  func isTerminated(_ party: Party) throws -> Bool {
    guard let id = party.partner, case .partner(let partner)? = world.records[id.record] else {
      return false
    }
    return partner.state == .terminated
  }

  /// Runs until nothing is left to do.
  func settleDown() throws {
    for _ in 0..<60_000 {
      if isAtRest { return }
      try demand(try step(), "nothing is due, and not everything is told: \(busy)")
    }
    throw Violation("the run does not come to rest: \(busy)")
  }

  /// Every copy equals the view, provably.
  func checkEnd() throws {
    guard let node else { throw Missing() }
    for id in node.drivers.keys.sorted() {
      guard let driver = node.drivers[id], try !isTerminated(driver.endpoint.party) else {
        continue
      }
      driver.requestCheckpoint()
      turn(id, after: .zero)
    }
    let before = receivers.mapValues(\.checkpoints.count)
    try step()
    try settleDown()
    for (id, driver) in node.drivers {
      let party = driver.endpoint.party
      try checkCopy(id, party)
      try checkFacts(id, party)
      let exceptions = try world.store.makeReader().exceptions(of: id)
      try demand(exceptions.isEmpty, "\(exceptions.count) exception rows are left")
      guard try !isTerminated(party) else { continue }
      try watches[id]?.checkRest(in: world)
      let checkpoints = receivers[id]?.checkpoints ?? []
      try demand(
        checkpoints.count > before[id] ?? 0, "\(short(id)) got no checkpoint that was asked for")
    }
  }

  private func checkCopy(_ id: EndpointID, _ party: Party) throws {
    let view = try world.view(of: id, party, at: world.head)
    let receiver = try required(receivers[id])
    let rows = receiver.rows
    for (record, row) in view {
      try demand(
        rows[row.id] == row.data, of: record,
        "\(short(id)): \(record.short) is \(rows[row.id] == nil ? "missing" : "different")")
    }
    let stale = Set(rows.keys).subtracting(view.values.map(\.id))
    let ids = try world.ids(of: party)
    let records = stale.compactMap { id in
      [RecordKind.contact, .department, .link].lazy.compactMap { ids.record(id, $0) }.first
    }
    try demand(
      stale.isEmpty, of: records.first, "\(short(id)): stale \(records.map(\.short))")
    guard try !isTerminated(party), let last = receiver.checkpoints.last else { return }
    let sum = view.values.reduce(Digest.zero) { $0 &+ SHA256.hash($1.data) }
    try demand(
      last["digest"]?.string == Hex.encode(sum.bytes),
      "\(short(id)): the last checkpoint has another digest")
  }

  /// Each fact since the endpoint came to be arrived, once by id, those of a record in order.
  private func checkFacts(_ id: EndpointID, _ party: Party) throws {
    guard let watch = watches[id], let names = node?.names[id] else { throw Missing() }
    let ids = try world.ids(of: party)
    let happened = world.facts.filter {
      $0.position > watch.since && $0.fact.parties.contains(party)
    }
    let received = try required(receivers[id]).facts
    try demand(
      Set(received) == Set(happened.map { names.id(of: $0, ids) }),
      "\(short(id)): \(happened.count) facts happened, \(received.count) were received")
    for record in Set(happened.map(\.fact.subject)) {
      let expected = happened.filter { $0.fact.subject == record }.map { names.id(of: $0, ids) }
      let found = received.filter { expected.contains($0) }
      try demand(found == expected, "\(short(id)): facts of a record came out of order")
    }
  }
}

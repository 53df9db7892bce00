import AdapterKit
import Delivery
import Domain
@testable import Gateway
import Testing
import Views
import Wire

/// What one edit makes an endpoint be told, where nothing fails: the difference, and no more.
struct `Exact telling` {
  @Test(arguments: Seeds.areMany ? Array(1...40) : [1, 2] as [UInt64])
  func `each record whose row differs is told once, and no other`(seed: UInt64) throws {
    let run = try Run(seed: seed)
    run.isRough = false
    try run.cast.foundWide()
    var sent: [Event] = []
    run.script = { sending in
      sent.append(sending.event)
      return nil
    }
    try run.start()
    try run.settleDown()
    var edits = EditStream(run)
    edits.pauses = false
    var told = 0
    for _ in 0..<150 {
      let head = run.world.head
      sent = []
      try edits.next()
      run.announce()
      try run.step()
      try run.settleDown()
      told += try compare(sent, after: head, in: run)
    }
    #expect(told > 150)
  }

  /// Returns how many records were told.
  private func compare(_ sent: [Event], after head: Position, in run: Run) throws -> Int {
    let world = run.world
    var events: [String: [Event]] = [:]
    for event in sent where event.isState || event.isRemoval {
      let id = try required(JSON.parse(event.data)["id"]?.string)
      events[id, default: []].append(event)
    }
    var count = 0
    for endpoint in try world.current.endpoints.values {
      let before = try world.view(of: endpoint.id, endpoint.party, at: head)
      let after = try world.view(of: endpoint.id, endpoint.party, at: world.head)
      for record in Set(before.keys).union(after.keys) where before[record] != after[record] {
        let (old, new) = (before[record], after[record])
        if let old, old.id != new?.id {
          let told = events.removeValue(forKey: old.id) ?? []
          try demand(
            told.count == 1 && told[0].isRemoval, of: record,
            "\(record.short) went and was told \(told.map(\.type))")
        }
        if let new {
          let told = events.removeValue(forKey: new.id) ?? []
          try demand(
            told.count == 1 && told[0].data == new.data, of: record,
            "\(record.short) came or changed and was told \(told.map(\.type))")
        }
        count += 1
      }
    }
    try demand(events.isEmpty, "told without a difference: \(events.keys.sorted())")
    return count
  }
}

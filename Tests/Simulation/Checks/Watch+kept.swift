import Delivery
import Domain
import Storage
import Views
import Wire

extension Watch {
  /// What is durable is enough to go on from, were the process gone now.
  ///
  /// Of every record without an exception row, each state that the copy may hold is the row at some
  /// position from the cursor on: what was acknowledged is not passed before it was right, and what
  /// came after it is looked at again. Where a copy may hold anything, a told row stands.
  func checkKept(in world: World, names: EventNames) throws {
    let reader = try world.store.makeReader()
    let excepted = Set(try reader.exceptions(of: endpoint).map(\.record))
    for (record, states) in possible
    where states.contains(where: { $0.data != nil && !$0.isBetweenIDs }) {
      let told = try reader.told(at: endpoint, record: record)
      try demand(
        told?.stands ?? false, of: record, "the copy may hold \(record.short) without a told row")
    }
    guard let cursor = try reader.cursors().first(where: { $0.endpoint == endpoint })?.position,
      cursor > .start
    else { return }
    // What an open run covers may be as it was at the run's base.
    let bases = try reader.runs(of: endpoint).map(\.span.base)
    let from = bases.reduce(cursor) { min($0, $1) }
    let view = try world.view(of: endpoint, party, at: from)
    for record in Set(view.keys).union(possible.keys).subtracting(excepted) {
      for held in possible[record] ?? [Held(readAt: .start, data: nil)] {
        // Withdrawn already, it may stay away as well.
        let mayStayAway =
          try held.isBetweenIDs && isRow(nil, of: record, from: from, in: world)
        try demand(
          try mayStayAway || isRow(held.data, of: record, from: from, in: world), of: record,
          "the cursor \(cursor.number) has passed \(record.short), whose copy may be as read at"
            + " \(held.readAt.number)")
      }
    }
    try checkDoubted(in: world, from, excepted)
    try checkKeptFacts(in: world, names: names, cursor, excepted)
  }

  /// What may have been told before the start is told again before the cursor passes it, though its
  /// ends agree; unless it was not seen all the while.
  private func checkDoubted(
    in world: World, _ cursor: Position, _ excepted: Set<RecordID>
  ) throws {
    for (record, first) in doubted where first <= cursor && !excepted.contains(record) {
      var position = first
      while position <= world.head, try world.view(of: endpoint, party, at: position)[record] != nil
      {
        position = position.next
      }
      try demand(
        position <= world.head, of: record,
        "the cursor \(cursor.number) has passed \(record.short), which was in doubt at the start")
    }
  }

  private func isRow(
    _ data: [UInt8]?, of record: RecordID, from cursor: Position, in world: World
  ) throws -> Bool {
    var position = cursor
    while position <= world.head {
      if try world.view(of: endpoint, party, at: position)[record]?.data == data { return true }
      position = position.next
    }
    return false
  }

  private func checkKeptFacts(
    in world: World, names: EventNames, _ cursor: Position, _ excepted: Set<RecordID>
  ) throws {
    let ids = try world.ids(of: party)
    for fact in world.facts
    where fact.position > since && fact.position <= cursor && fact.fact.parties.contains(party)
      && !excepted.contains(fact.fact.subject)
    {
      try demand(
        acknowledgedEvents.contains(names.id(of: fact, ids)), of: fact.fact.subject,
        "the cursor \(cursor.number) has passed \(fact.fact.type.rawValue)")
    }
  }

  /// At rest nothing lags: the cursor is at the head, and told rows stand for exactly what is seen.
  func checkRest(in world: World) throws {
    let reader = try world.store.makeReader()
    let cursor = try reader.cursors().first { $0.endpoint == endpoint }?.position
    try demand(
      cursor == world.head,
      "at rest the cursor is \(cursor?.number ?? -1), the head \(world.head.number)")
    let view = try world.view(of: endpoint, party, at: world.head)
    let standing = try reader.standing(at: endpoint, after: nil, limit: 10_000)
    let odd = Set(standing.map(\.record)).symmetricDifference(view.keys)
    try demand(odd.isEmpty, of: odd.first, "told rows and view differ in \(odd.map(\.short))")
  }
}

extension EventNames {
  /// The id under which a fact is told; the frame shows nothing that is counted.
  func id(of fact: TimedFact, _ ids: PartyIDs) -> String {
    self.fact(
      type: fact.fact.type.rawValue, record: ids.text(fact.fact.subject, fact.fact.subjectKind),
      position: fact.position, ordinal: fact.fact.ordinal, shown: [])
  }
}

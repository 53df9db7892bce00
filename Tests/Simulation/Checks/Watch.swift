import AdapterKit
import Crypto
import Delivery
import Domain
import Gateway
import Storage
import Views
import Wire

/// Looks at one endpoint from outside and holds what is sent, and what is kept, against the promises.
struct Watch {
  let endpoint: EndpointID
  let party: Party
  /// Facts after this position are told.
  let since: Position
  private var epoch: Int64 = 0
  private var open: Set<RecordID> = []
  /// The events of the epoch by number; dense.
  private var sent: [Event] = []
  private var acknowledged: [RecordID: Known] = [:]
  /// Positions of sendings that began after the last acknowledgement of the record.
  private var dangling: [RecordID: Set<Position>] = [:]
  private(set) var acknowledgedEvents: Set<String> = []

  private var lastReadAt: [RecordID: Position] = [:]

  /// What the far side has acknowledged of a record: nil for a removal.
  private struct Known {
    let readAt: Position
    let data: [UInt8]?
  }

  init(endpoint: EndpointID, party: Party, since: Position) {
    self.endpoint = endpoint
    self.party = party
    self.since = since
  }

  /// The process is gone; what it had sent may still arrive.
  mutating func crashed() {
    open = []
    sent = []
  }

  /// A request was built.
  mutating func begins(_ sending: Sending) throws {
    let event = sending.event
    try demand(open.insert(sending.record).inserted, "two requests are open for one record")
    try demand(
      lastReadAt[sending.record].map { $0 <= sending.readAt } ?? true,
      "an older state is sent after a newer")
    lastReadAt[sending.record] = sending.readAt
    if sent.isEmpty {
      try demand(event.epoch > epoch, "epoch \(event.epoch) after \(epoch)")
      epoch = event.epoch
    }
    try demand(event.epoch == epoch, "the epoch changed while running")
    let index = Int(event.number) - 1
    if index < sent.count {
      try demand(index >= 0 && sent[index] == event, "number \(event.number) was used twice")
    } else {
      try demand(index == sent.count, "number \(event.number) follows on \(sent.count)")
      sent.append(event)
    }
  }

  /// The first byte leaves.
  mutating func leaves(_ sending: Sending, in world: World) throws {
    let event = sending.event
    let body = String(decoding: event.body, as: UTF8.self)
    if event.isState {
      let row = try world.view(of: party, at: world.head)[sending.record]
      try demand(row?.canonicalBytes == event.data, "\(event.type) shows what may not be seen")
      let told = try world.store.makeReader().told(at: endpoint, record: sending.record)
      try demand(
        told.map { $0.stands && $0.classes.isSuperset(of: row?.classes ?? []) } ?? false,
        "\(event.type) was sent before its told row")
    } else {
      try demand(!body.contains("canary"), "\(event.type) carries a canary")
    }
    if event.isState || event.isRemoval {
      dangling[sending.record, default: []].insert(sending.readAt)
    }
  }

  mutating func ends(_ sending: Sending, isDelivered: Bool) {
    open.remove(sending.record)
    guard isDelivered else { return }
    let event = sending.event
    acknowledgedEvents.insert(event.id)
    guard event.isState || event.isRemoval else { return }
    acknowledged[sending.record] = Known(
      readAt: sending.readAt, data: event.isState ? event.data : nil)
    dangling[sending.record] = nil
  }

  /// The cursor passes nothing that is not acknowledged but with an exception row.
  func checkKept(in world: World, names: EventNames) throws {
    let reader = try world.store.makeReader()
    guard let cursor = try reader.cursors().first(where: { $0.endpoint == endpoint })?.position,
      cursor > .start
    else { return }
    let excepted = Set(try reader.exceptions(of: endpoint).map(\.record))
    let view = try world.view(of: party, at: cursor)
    for record in Set(view.keys).union(acknowledged.keys).subtracting(excepted) {
      let known = acknowledged[record]
      if known.map({ $0.readAt > cursor }) ?? false { continue }
      if known?.data == view[record]?.canonicalBytes { continue }
      try demand(
        try isSettled(record, known, after: cursor, in: world),
        "the cursor \(cursor.number) has passed record \(record.bits.low % 1_000), acknowledged as"
          + " read at \(known?.readAt.number ?? 0), which is not told")
    }
    for (record, positions) in dangling where !excepted.contains(record) {
      try demand(
        !positions.contains { $0 <= cursor },
        "the cursor \(cursor.number) has passed a sending in doubt")
    }
    try checkKeptFacts(in: world, names: names, cursor, excepted)
  }

  /// Whether the copy was right at some position after the cursor: then it was left as it is there,
  /// and what led up to it is looked at again after a start.
  private func isSettled(
    _ record: RecordID, _ known: Known?, after cursor: Position, in world: World
  ) throws -> Bool {
    var position = world.head
    while position > cursor {
      let row = try world.view(of: party, at: position)[record]
      if row?.canonicalBytes == known?.data { return true }
      position = position.previous
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
        acknowledgedEvents.contains(names.id(of: fact, ids)),
        "the cursor \(cursor.number) has passed \(fact.fact.type.rawValue)")
    }
  }
}

extension Event {
  var isRemoval: Bool { type.hasSuffix(".unshared") }
  var isState: Bool { type.hasSuffix(".shared") || type.hasSuffix(".updated") }
}

extension EventNames {
  /// The id under which a fact is told; the frame shows nothing that is counted.
  func id(of fact: TimedFact, _ ids: PartyIDs) -> String {
    self.fact(
      type: fact.fact.type.rawValue, record: ids.text(fact.fact.subject, fact.fact.subjectKind),
      position: fact.position, ordinal: fact.fact.ordinal, shown: [])
  }
}

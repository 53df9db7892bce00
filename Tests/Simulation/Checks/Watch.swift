import AdapterKit
import Delivery
import Domain
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
  /// The events of the epoch by number, with their bytes; dense.
  private var sent: [(event: Event, body: [UInt8])] = []
  /// What every id has said, over all epochs.
  private var said: [String: Said] = [:]
  /// Numbers of the epoch by record that no answer has settled.
  private var unanswered: [RecordID: [Int64]] = [:]
  private var lastReadAt: [RecordID: Position] = [:]
  private(set) var acknowledgedEvents: Set<String> = []
  /// What the far side may hold of a record: what it acknowledged last, and what left after that.
  private(set) var possible: [RecordID: [Held]] = [:]
  /// Removals of records that are seen under another id now.
  private var rekeying: Set<String> = []
  /// Records in doubt since the last start, of which nothing was sent since, with the first position
  /// that is in doubt.
  var doubted: [RecordID: Position] = [:]

  /// A state of a record as it may stand in the copy: nil for none.
  struct Held {
    let readAt: Position
    let data: [UInt8]?
    /// Withdrawn under the id that this says, and still to be shown under the party's next one.
    var isBetweenIDs = false
  }

  /// What is the same in every repeat of an event.
  private struct Said: Equatable {
    let type: String
    let time: Timestamp
    let at: String
    let changed: [String]?
    let data: [UInt8]

    init(_ event: Event) {
      type = event.type
      time = event.time
      at = event.at
      changed = event.changed
      data = event.data
    }
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
    unanswered = [:]
  }

  /// A request was built: one at a time per record, never back, numbers dense, ids for one content.
  mutating func begins(_ sending: Sending, body: [UInt8]) throws {
    let event = sending.event
    let record = sending.record
    try demand(
      event.isCheckpoint ? open.isEmpty : !open.contains(endpoint.record), of: record,
      "a checkpoint is not alone under way")
    try demand(open.insert(record).inserted, of: record, "two requests are open for one record")
    try demand(
      lastReadAt[record].map { $0 <= sending.readAt } ?? true, of: record,
      "an older state is sent after a newer")
    lastReadAt[record] = sending.readAt
    if sent.isEmpty {
      try demand(event.epoch > epoch, "epoch \(event.epoch) after \(epoch)")
      epoch = event.epoch
    }
    try demand(event.epoch == epoch, "the epoch changed while running")
    try number(event, of: record, body: body)
    let earlier = said.updateValue(Said(event), forKey: event.id)
    try demand(
      earlier.map { $0 == Said(event) } ?? true, of: record, "\(event.id) says two things")
  }

  private mutating func number(_ event: Event, of record: RecordID, body: [UInt8]) throws {
    let index = Int(event.number) - 1
    guard index == sent.count else {
      try demand(
        sent.indices.contains(index) && sent[index].event == event && sent[index].body == body,
        of: record, "number \(event.number) of \(sent.count) is used for something else")
      return
    }
    if event.isState || event.isRemoval || event.isCheckpoint {
      try demand(
        event.replaces == unanswered[record, default: []], of: record,
        "\(event.type) n \(event.number) replaces \(event.replaces), unanswered are"
          + " \(unanswered[record, default: []])")
    }
    sent.append((event, body))
    unanswered[record, default: []].append(event.number)
  }

  /// The first byte leaves: nothing but what the party may see now, and nothing without a told row.
  mutating func leaves(_ sending: Sending, in world: World) throws {
    let event = sending.event
    let record = sending.record
    doubted[record] = nil
    guard event.isState || event.isRemoval else {
      let body = String(decoding: event.body, as: UTF8.self)
      try demand(!body.contains("canary"), of: record, "\(event.type) carries a canary")
      return
    }
    try demand(!world.isSuspended(party), of: record, "\(event.type) leaves for who is suspended")
    let row = try world.view(of: endpoint, party, at: world.head)[record]
    let told = try world.store.makeReader().told(at: endpoint, record: record)
    try demand(told?.stands ?? false, of: record, "\(event.type) leaves without its told row")
    if event.isState {
      try demand(
        row?.data == event.data, of: record, "\(event.type) shows what may not be seen now")
      try demand(
        told.map { Self.classes($0).isSuperset(of: row?.classes ?? []) } ?? false, of: record,
        "\(event.type) shows a class of fields that its told row does not have")
    } else {
      try demand(
        row.map { $0.id != event.recordID } ?? true, of: record,
        "\(event.type) removes what is seen")
      if row != nil { rekeying.insert(event.id) }
    }
    try demand(
      event.onlyNames(of: event.isState ? row : nil), of: record,
      "\(event.type) names what may not be seen")
    guard !rekeying.contains(event.id) else { return }
    possible[record, default: [Held(readAt: .start, data: nil)]].append(
      Held(readAt: sending.readAt, data: event.isState ? event.data : nil))
  }

  private static func classes(_ told: ToldRow) -> Set<FieldClass> {
    Set(FieldClass.allCases.filter { told.classes.contains(FieldClassSet($0)) })
  }

  mutating func ends(_ sending: Sending, isDelivered: Bool) {
    open.remove(sending.record)
    guard isDelivered else { return }
    let event = sending.event
    acknowledgedEvents.insert(event.id)
    guard event.isState || event.isRemoval else {
      unanswered[sending.record]?.removeAll { $0 == event.number }
      if event.isCheckpoint { unanswered[sending.record] = nil }
      return
    }
    unanswered[sending.record] = nil
    if rekeying.contains(event.id) {
      possible[sending.record] = possible[sending.record]?.map {
        Held(readAt: $0.readAt, data: $0.data, isBetweenIDs: true)
      }
      return
    }
    possible[sending.record] = [
      Held(readAt: sending.readAt, data: event.isState ? event.data : nil)
    ]
  }
}

extension Event {
  var isRemoval: Bool { type.hasSuffix(".unshared") }
  var isState: Bool { type.hasSuffix(".shared") || type.hasSuffix(".updated") }
  var isCheckpoint: Bool { type == "stream.checkpoint" || type == "view.in_sync" }

  /// What its data calls the record.
  var recordID: String? { (try? JSON.parse(data))?["id"]?.string }

  /// Whether no value of a contact stands outside what is shown of it: not in what changed, and a
  /// removal shows nothing at all.
  func onlyNames(of row: ExpectedRow?) -> Bool {
    let rest = Event(
      id: id, type: type, time: time, epoch: epoch, number: number, replaces: replaces, at: at,
      changed: changed, data: row == nil ? data : Array("{}".utf8))
    return !String(decoding: rest.body, as: UTF8.self).contains("canary")
  }
}

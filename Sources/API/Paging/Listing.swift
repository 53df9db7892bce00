import Crypto
import Domain
import Gateway
import Storage
import Views
import Wire

/// One page of a listing: how much is asked for, from where, at which position.
struct Listing {
  private let context: ReadContext
  private let box: SealedBox
  private let name: String
  let limit: Int
  let position: Position
  /// The last thing told on the page before; nil on the first page.
  let last: String?
  private let instance: UInt64

  /// `filter` holds what narrows the listing, in the words of internal ids.
  init(_ context: ReadContext, filter: String = "") throws {
    let limit = context.query.integer("limit", 1...200, standard: 50)
    try context.query.requireNoProblems()
    let keys = try context.session.keys(of: context.caller.enterprise)
    guard let box = SealedBox(key: keys.cursors(of: context.caller.party)) else {
      throw Problem.readFailed
    }
    self.context = context
    self.box = box
    self.limit = limit
    name = context.operation + " " + filter
    guard let text = context.query["cursor"] else {
      position = try context.head()
      last = nil
      instance = context.services.instance
      return
    }
    guard let cursor = Cursor(text, in: box, for: name) else {
      throw Problem(
        .invalidCursor,
        "this is not the `next` of a page of this listing; begin again without `cursor`")
    }
    position = cursor.position
    last = cursor.last
    instance = cursor.instance
  }

  /// Throws where what the caller may see has moved since the first page.
  ///
  /// A page read under other rules than the first would mix two states, or show what was withdrawn.
  /// `scopeStart` is where the scope began that narrows it.
  func requireSameView(since scopeStart: Position = .start) throws(Problem) {
    let touched = max(context.topology.touched(context.caller.party), scopeStart)
    guard instance == context.services.instance, touched <= position else {
      throw Problem(
        .cursorExpired,
        "what this key may see has changed since the first page; begin again without `cursor`")
    }
  }

  /// A page of items; `more` is the last thing told where something is left, `at` the moment of all
  /// pages where they say it.
  func reply(_ items: [[UInt8]], more: String?, at: String? = nil) -> Reply {
    var writer = JSONWriter()
    writer.beginObject()
    if let at { writer.member("at", at) }
    writer.key("items")
    writer.beginArray()
    for item in items { writer.raw(item) }
    writer.endArray()
    writer.key("next")
    if let more {
      let cursor = Cursor(position: position, instance: instance, last: more)
      writer.string(cursor.sealed(in: box, for: name, random: context.services.random))
    } else {
      writer.null()
    }
    writer.endObject()
    return Reply(.ok, body: writer.finish())
  }
}

extension Listing {
  /// The records of a kind within a scope, in the order of their names by code point.
  func named(_ kind: RecordKind, in scope: RecordID) throws -> Reply {
    let found = try context.session.names(
      of: kind, in: scope, after: last, at: position, limit: limit + 1,
      enterprise: context.caller.enterprise)
    let page = found.prefix(limit)
    let items = try page.compactMap { row in
      try context.record(row.record, kind, at: position).map {
        context.representation.bytes(of: $0)
      }
    }
    return reply(items, more: found.count > limit ? page.last?.text : nil)
  }

  /// The records of a kind that hang on another, in an order that says nothing.
  func attached(_ kind: RecordKind, to holder: RecordID) throws -> Reply {
    let after = last.flatMap { Hex.decode($0) }.flatMap { Block128(bytes: $0) }
    let found = try context.session.attachments(
      to: holder, of: kind, after: after.map { RecordID($0) }, at: position, limit: limit + 1,
      in: context.caller.enterprise)
    let page = found.prefix(limit)
    let items = try page.compactMap { attachment in
      try context.record(attachment.member, kind, at: position).map {
        context.representation.bytes(of: $0)
      }
    }
    let end = found.count > limit ? page.last?.member : nil
    return reply(items, more: end.map { Hex.encode($0.bits.bytes) })
  }

  /// Records of the caller's own part of the structure, few enough to be ordered here.
  ///
  /// A record that has gone by the listing's position, or was not yet there, is left out.
  func structural(
    _ kind: RecordKind, _ ids: Set<RecordID>, written: ((Record) -> [UInt8])? = nil
  ) throws -> Reply {
    try requireSameView()
    let records = try ids.compactMap { try context.record($0, kind, at: position) }
    let enterprise = context.caller.enterprise
    let ordered = records.map { (name: orderText($0, enterprise), record: $0) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    let left = ordered.drop { item in
      guard let last else { return false }
      return !last.utf8.lexicographicallyPrecedes(item.name.utf8)
    }
    let page = left.prefix(limit)
    let written = written ?? { context.representation.bytes(of: $0) }
    let items = page.map { written($0.record) }
    return reply(items, more: left.count > limit ? page.last?.name : nil)
  }

  /// A membership's name is an internal id, whose order is not the caller's to know.
  private func orderText(_ record: Record, _ enterprise: EnterpriseID) -> String {
    guard record.kind == .membership else { return record.uniqueName(in: enterprise).text }
    return context.ids.text(record.id, record.kind)
  }

  /// Rows of another organization's records, in the order of the caller's own ids.
  ///
  /// `candidates` may hold records that the caller does not see. So that a page has an end even
  /// where it sees few of them, a page may be short although more follow.
  func visible(_ kind: RecordKind, among candidates: Set<RecordID>) throws -> Reply {
    try requireSameView()
    let after = last.flatMap { Hex.decode($0) }.flatMap { Block128(bytes: $0) }
    let ordered = candidates.map { (shown: context.ids.shown($0), id: $0) }
      .filter { item in after.map { $0 < item.shown } ?? true }
      .sorted { $0.shown < $1.shown }
    var items: [[UInt8]] = []
    let rows = try ListedRows(
      context.reader.rows(for: context.caller.viewer), at: position, context)
    for (count, item) in ordered.enumerated() {
      guard items.count < limit, count < Self.candidatesPerPage else {
        return reply(items, more: Hex.encode(ordered[count - 1].shown.bytes))
      }
      if let row = try rows.row(of: item.id, kind) { items.append(row.canonicalBytes) }
    }
    return reply(items, more: nil)
  }

  /// At most this many records are looked at for one page.
  private static let candidatesPerPage = 2_000
}

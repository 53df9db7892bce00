import Crypto
import Domain
import Gateway
import Storage
import Views
import Wire

/// How things stand: counts of everything, details of what is worst, and a page through the rest.
enum StatusOperations {
  /// The enterprise sees all of itself; a partner its own endpoints, without positions.
  static func read(_ context: ReadContext) throws -> Reply {
    let limit = context.query.integer("limit", 0...200, standard: 20)
    try context.query.requireNoProblems()
    try context.catchUp()
    let status = StatusRepresentation(context, position: try context.head())
    let conditions = try context.session.conditions(
      of: context.ownEndpoints(), in: context.caller.enterprise)
    let worst = status.worst(of: conditions, limit: limit)
    var answer: JSONObject = ["time": .string(status.now.cutToSecond.rfc3339)]
    answer["party"] = try status.party()
    if context.caller.isBrand { answer["partners"] = status.partners }
    var endpoints = status.counts(of: conditions)
    endpoints["worst"] = .array(try worst.map(status.value))
    answer["endpoints"] = .object(endpoints)
    if context.caller.isBrand {
      answer["journal"] = try status.journal()
      answer["store"] = status.store
    }
    return Reply(.ok, body: JSON.object(answer).bytes)
  }

  /// Every endpoint that the caller may see, in the order of the caller's own ids.
  static func list(_ context: ReadContext) throws -> Reply {
    try context.catchUp()
    let listing = try Listing(context)
    let after = listing.last.flatMap { Hex.decode($0) }.flatMap { Block128(bytes: $0) }
    let ordered = try context.ownEndpoints()
      .map { (shown: context.ids.shown($0.id.record), endpoint: $0) }
      .filter { item in after.map { $0 < item.shown } ?? true }
      .sorted { $0.shown < $1.shown }
    var page: [(shown: Block128, endpoint: Endpoint)] = []
    for item in ordered where page.count <= listing.limit {
      // What came after the first page is not in this listing.
      let id = item.endpoint.id.record
      if try context.record(id, .endpoint, at: listing.position) != nil { page.append(item) }
    }
    let status = StatusRepresentation(context, position: listing.position)
    let told = page.prefix(listing.limit)
    let items = try context.session.conditions(
      of: told.map(\.endpoint), in: context.caller.enterprise
    ).map { try status.value(of: $0).bytes }
    let more = page.count > listing.limit ? told.last.map { Hex.encode($0.shown.bytes) } : nil
    return listing.reply(items, more: more)
  }
}

extension ReadContext {
  /// What delivery saves moves no journal, so the newest snapshot is taken; the key is looked at
  /// again, for what it may see may have moved with it.
  fileprivate func catchUp() throws {
    try session.refresh()
    _ = try session.caller(of: fields)
  }

  /// All of them to the enterprise, to a partner its own.
  fileprivate func ownEndpoints() throws -> [Endpoint] {
    try session.endpoints(of: caller.isBrand ? nil : caller.party, in: caller.enterprise)
  }
}

import Crypto
import Delivery
import Domain
import Gateway
import Storage
import Views
import Wire

enum DisclosureOperations {
  /// To which endpoints a record of the enterprise was told, removed records and endpoints included.
  ///
  /// It is the enterprise's alone: to another party it would name organizations that the party may
  /// not know of.
  static func list(_ context: ReadContext, _ kind: RecordKind) throws -> Reply {
    // Told rows move no head: the newest snapshot has more of them.
    try context.session.refresh()
    let record = try context.latest(kind)
    guard context.caller.isBrand, record.owner == context.caller.party else {
      throw Problem(
        .forbidden, "who was told a record is answered to keys of the enterprise, about its own")
    }
    let listing = try Listing(context, filter: "\(record.id.bits)")
    let found = try context.session.disclosures(
      of: record.id, upTo: listing.position,
      after: listing.last.flatMap { DisclosurePlace(text: $0) }, limit: listing.limit + 1)
    let page = found.prefix(listing.limit)
    let items = try page.map { row in
      var writer = JSONWriter()
      try context.write(row, to: &writer)
      return writer.finish()
    }
    let last = page.last.map { DisclosurePlace(endpoint: $0.endpoint, first: $0.first) }
    return listing.reply(items, more: found.count > listing.limit ? last?.text : nil)
  }
}

extension ReadContext {
  /// The newest version of the record in the path, removed or not, as far as the caller may know.
  fileprivate func latest(_ kind: RecordKind) throws -> Record {
    guard let text = identifier, let id = ids.record(text, kind),
      let version = try session.version(of: id, kind, at: head(), in: caller.enterprise)
    else { throw Problem(.notFound(kind)) }
    let isRemoved = version.encoded == nil
    let position = isRemoved ? version.position.previous : version.position
    guard let record = try record(id, kind, at: position) else { throw Problem(.notFound(kind)) }
    let isKnown =
      isRemoved ? record.owner == caller.party : try reader.sight(of: record, for: caller) != nil
    guard isKnown else { throw Problem(.notFound(kind)) }
    return record
  }

  fileprivate func write(_ row: ToldRow, to writer: inout JSONWriter) throws {
    // As it was called when it was told first, for it may be gone.
    guard case .endpoint(let endpoint) = try record(row.endpoint.record, .endpoint, at: row.first),
      let since = try session.time(of: row.first, in: caller.enterprise)
    else { throw Problem.readFailed }
    writer.beginObject()
    writer.member("party", ids.text(endpoint.party))
    writer.member("endpoint", ids.text(endpoint.id.record, .endpoint))
    writer.member("endpoint_code", endpoint.code.text)
    writer.key("endpoint_removed")
    writer.bool(try record(row.endpoint.record, .endpoint, at: head()) == nil)
    writer.member(
      "classes", FieldClass.allCases.filter { row.classes.contains(.init($0)) }.map(\.name))
    writer.member("since", since.cutToSecond.rfc3339)
    writer.key("withdrawn_at")
    let end = try row.withdrawnAt.flatMap { try session.time(of: $0, in: caller.enterprise) }
    if let end { writer.string(end.cutToSecond.rfc3339) } else { writer.null() }
    writer.endObject()
  }
}

extension DisclosurePlace {
  fileprivate var text: String { "\(Hex.encode(endpoint.bits.bytes))/\(first.number)" }

  fileprivate init?(text: String) {
    let parts = text.split(separator: "/").map(String.init)
    guard parts.count == 2, let bytes = Hex.decode(parts[0]), let bits = Block128(bytes: bytes),
      let first = Int64(parts[1])
    else { return nil }
    self.init(endpoint: EndpointID(bits), first: Position(first))
  }
}

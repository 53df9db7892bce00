import Crypto
import Domain
import Gateway
import Storage
import Wire

enum AttemptOperations {
  /// Newest first; the log is not part of the journal, so a page begins where the last one ended.
  static func list(_ context: ReadContext) throws -> Reply {
    let (record, _) = try context.subject(.endpoint)
    guard case .endpoint(let endpoint) = record else { throw Problem(.notFound(.endpoint)) }
    let listing = try Listing(context, filter: "\(record.id.bits)")
    let before = listing.last.flatMap { AttemptCursor(text: $0) }
    let found = try context.session.attempts(
      at: endpoint.id, before: before, limit: listing.limit + 1)
    let representation = AttemptRepresentation(isOwn: endpoint.party == context.caller.party)
    let page = found.prefix(listing.limit)
    let items = page.map { logged in
      var writer = JSONWriter()
      representation.write(logged.attempt, to: &writer)
      return writer.finish()
    }
    return listing.reply(items, more: found.count > listing.limit ? page.last?.cursor.text : nil)
  }
}

extension AttemptCursor {
  fileprivate var text: String { "\(day)/\(row)" }

  fileprivate init?(text: String) {
    let parts = text.split(separator: "/").compactMap { Int64($0) }
    guard parts.count == 2 else { return nil }
    self.init(day: parts[0], row: parts[1])
  }
}

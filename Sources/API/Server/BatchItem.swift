import Wire

/// One command of a batch: on its way, or refused before it was.
enum BatchItem: Sendable {
  case command(PendingCommand)
  case refused(Reply)
}

extension ObjectReader {
  /// What an item of a batch asks for.
  ///
  /// Nil, and noted, where it cannot be read.
  mutating func wish(key: String?) throws -> Wish? {
    let method = required("method", .word([.post, .patch, .delete], \.name)) as HTTPMethod?
    let target = required("path", .made { try HTTPTarget(parsing: $0) }) as HTTPTarget?
    let body = optional("body", .any) as JSON?
    let condition = optional("if_match", .made { $0 }) as String?
    end()
    guard let method, let target else { return nil }
    return Wish(
      method: method, target: target, body: body ?? .null,
      condition: try condition.flatMap { try EntityTagCondition([$0]) }, key: key)
  }
}

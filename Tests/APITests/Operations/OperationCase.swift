import Wire

/// What one operation is tried with; the checks that every operation must stand follow from it.
struct OperationCase: Sendable {
  /// The `operationId`.
  let operation: String
  let method: HTTPMethod
  /// A request that is accepted once in a fresh fixture.
  let path: @Sendable (TwoPartners) -> String
  let body: (@Sendable (TwoPartners) -> JSON)?
  /// A body that is no JSON value but one on each line, in place of `body`.
  let rows: String?
  /// Who sends it; the enterprise's admin where nil.
  let key: @Sendable (TwoPartners) -> String
  /// By pointer: a value of a wrong type or form, set in place of the good one.
  let illTyped: [String: JSON]
  /// Makes one more record of what a listing lists; `code` is new each time.
  let add: (@Sendable (TwoPartners, String) async throws -> Void)?

  init(
    _ operation: String, _ method: HTTPMethod,
    _ path: @escaping @Sendable (TwoPartners) -> String,
    body: (@Sendable (TwoPartners) -> JSON)? = nil, rows: String? = nil,
    as key: @escaping @Sendable (TwoPartners) -> String = { $0.world.brand },
    illTyped: [String: JSON] = [:],
    add: (@Sendable (TwoPartners, String) async throws -> Void)? = nil
  ) {
    self.operation = operation
    self.method = method
    self.path = path
    self.body = body
    self.rows = rows
    self.key = key
    self.illTyped = illTyped
    self.add = add
  }

  /// Sends the request, perhaps with another body.
  func send(
    in fixture: TwoPartners, body other: JSON? = nil, fields: HTTPFields = [:]
  ) async throws -> Reaction {
    if let rows {
      return try await fixture.world.send(
        method, path(fixture), bytes: Array(rows.utf8), as: key(fixture),
        fields: [.contentType: "application/x-ndjson"])
    }
    return try await fixture.world.send(
      method, path(fixture), other ?? body?(fixture), as: key(fixture), fields: fields)
  }
}

extension OperationCase: CustomStringConvertible {
  var description: String { operation }
}

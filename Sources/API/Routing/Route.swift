import Gateway
import Wire

/// One operation of the API: where it stands, and what answers it.
struct Route: Sendable {
  let method: HTTPMethod
  /// A path in which `{id}` stands for an id.
  let template: String
  /// The `operationId` in `Contracts/openapi.json`.
  let operation: String
  /// The parameters that its query may have.
  let query: [String]
  let action: Action

  enum Action: Sendable {
    /// Needs no key.
    case open(@Sendable (APIService) -> Reply)
    case read(@Sendable (ReadContext) throws -> Reply)
    case write(@Sendable (WriteContext) throws -> Proposal)
    /// Asks for something that is no command: nothing of it is kept.
    case ask(@Sendable (WriteContext, Gateway) throws -> Reply)
    /// Holds a copy against a view, which may take a while; nothing of it is kept.
    case compare
    /// Has records of a copy told again.
    case repair
    /// Gives a party what one of its endpoints is told next, which may take a while.
    case changes
    /// Is answered when what it asks for has been done, in however many commands.
    case later(@Sendable (WriteContext) throws -> LaterAnswer)
    case batch
    /// Rows of a file.
    case rows
  }

  init(
    _ method: HTTPMethod, _ template: String, _ operation: String, query: [String] = [],
    _ action: Action
  ) {
    self.method = method
    self.template = template
    self.operation = operation
    self.query = query
    self.action = action
  }
}

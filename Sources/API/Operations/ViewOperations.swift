import Domain
import Views
import Wire

enum ViewOperations {
  /// Everything that the party of the key sees, page by page, as its endpoints are told it; within
  /// the scope of one of them where the query names it.
  static func list(_ context: ReadContext) throws -> Reply {
    guard !context.caller.isPending else { throw Problem.noView }
    guard let text = context.query["endpoint"] else { return try ViewPages(context).reply() }
    guard let endpoint = try context.ownEndpoint(text) else {
      throw Problem.unknownReference("endpoint", "endpoint of your own")
    }
    return try ViewPages(context, of: endpoint).reply()
  }
}

extension ReadContext {
  fileprivate func ownEndpoint(_ text: String) throws -> Endpoint? {
    guard let id = ids.record(text, .endpoint),
      case .endpoint(let endpoint)? = try record(id, .endpoint, at: head()),
      endpoint.party == caller.party
    else { return nil }
    return endpoint
  }
}

extension Problem {
  static let noView = Problem(
    .wrongState, "the partner is not active yet, and has no view to be read")
}

import Wire

enum ViewOperations {
  /// Everything that the party of the key sees, page by page, as its endpoints are told it.
  static func list(_ context: ReadContext) throws -> Reply {
    guard !context.caller.isPending else { throw Problem.noView }
    return try ViewPages(context).reply()
  }
}

extension Problem {
  static let noView = Problem(
    .wrongState, "the partner is not active yet, and has no view to be read")
}

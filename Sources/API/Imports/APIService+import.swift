import Gateway
import Wire

extension APIService {
  /// What a request to import comes to on the thread that brought it.
  enum ImportStep {
    case done(Reply)
    case run(ImportRequest, Caller)
  }

  /// A dry run reads only and is done here; everything else goes to the writer.
  func importStep(
    _ request: HTTPServerRequest, _ route: Route, _ context: ReadContext
  ) throws -> ImportStep {
    try RequestLimits.requireBody(request.body.count, within: route)
    let rows = try ImportRequest(context, request)
    guard rows.isDryRun else { return .run(rows, context.caller) }
    var rehearsal = try ImportRehearsal(rows, context, at: gateway.parts.clock.now())
    return .done(try rehearsal.reply())
  }

  /// Hands the rows to the writer; the answer is at hand at once only where none needs it.
  func submit(
    _ request: ImportRequest, by caller: Caller,
    completion: @escaping @Sendable (@escaping Wording) -> Void
  ) -> HTTPResponse? {
    ImportRun(request, caller, completion: completion).submit(to: gateway)
  }
}

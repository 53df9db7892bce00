import Domain
import Storage

/// What an endpoint's scope was at each position, from its record's versions.
struct ScopeHistory {
  /// Each scope with where it began, newest first; never empty.
  private var spans: [Span]

  struct Span {
    /// The start for the scope that the endpoint was made with.
    let start: Position
    let scope: Endpoint.Scope
    fileprivate let version: Int
  }

  /// Of the versions up to `position`, which `reader` must see.
  init(
    of endpoint: EndpointID, in enterprise: EnterpriseID, upTo position: Position,
    reader: any StoreReader
  ) throws {
    spans = []
    var upTo = position
    while let version = try reader.version(
      of: endpoint.record, .endpoint, at: upTo, in: enterprise),
      case .endpoint(let record)? = try version.decoded()
    {
      if spans.last?.version == record.scopeVersion { spans.removeLast() }
      let isFirst = record.scopeVersion == 0
      spans.append(
        Span(
          start: isFirst ? .start : version.position, scope: record.scope,
          version: record.scopeVersion))
      // Before it only its own versions with the same scope can stand.
      if isFirst { break }
      upTo = version.position.previous
    }
    if spans.isEmpty { spans = [Span(start: .start, scope: .whole, version: 0)] }
  }

  /// The scope in force at a position; before the first that is known, that one.
  func span(at position: Position) -> Span {
    spans.first { $0.start <= position } ?? spans[spans.count - 1]
  }

  var newest: Span { spans[0] }
}

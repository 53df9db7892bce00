import Wire

/// Finds the route of a request.
struct Router: Sendable {
  private let routes: [String: [Entry]]

  private struct Entry: Sendable {
    let segments: [String]
    let route: Route
  }

  /// A route and what stands in the place of its `{id}`.
  struct Match {
    let route: Route
    let identifier: String?
  }

  private static let placeholder = "{id}"

  init(_ table: [Route]) {
    let entries = table.map { route in
      let parts = route.template.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
      return Entry(segments: parts.map(String.init), route: route)
    }
    routes = Dictionary(grouping: entries) { Self.group(of: $0.segments) }
  }

  /// HEAD is answered as GET; the server leaves the body out.
  func match(_ method: HTTPMethod, _ target: HTTPTarget) throws(Problem) -> Match {
    guard let segments = target.segments else { throw Self.unknown }
    let candidates = (routes[Self.group(of: segments)] ?? []).filter {
      Self.fits($0.segments, segments)
    }
    guard !candidates.isEmpty else { throw Self.unknown }
    let wanted = method == .head ? .get : method
    guard let entry = candidates.first(where: { $0.route.method == wanted }) else {
      throw Self.methodNotAllowed(candidates.map(\.route.method))
    }
    let place = entry.segments.firstIndex(of: Self.placeholder)
    return Match(route: entry.route, identifier: place.map { segments[$0] })
  }

  /// The segment that tells most routes apart.
  private static func group(of segments: [String]) -> String {
    segments.count > 1 ? segments[1] : segments.first ?? ""
  }

  private static func fits(_ template: [String], _ segments: [String]) -> Bool {
    template.count == segments.count
      && zip(template, segments).allSatisfy { $0 == placeholder ? !$1.isEmpty : $0 == $1 }
  }

  private static let unknown = Problem(
    .routeNotFound, "nothing stands at this path; /openapi.json lists what there is")

  private static func methodNotAllowed(_ methods: [HTTPMethod]) -> Problem {
    let names = Set(methods.map(\.name) + (methods.contains(.get) ? ["HEAD"] : [])).sorted()
    let list = names.joined(separator: ", ")
    return Problem(
      .methodNotAllowed, "this path has \(list) only",
      fields: [.allow: HTTPFieldValue(list) ?? ""])
  }
}

import Wire

/// Finds the route of a request.
///
/// Compares bytes where they lie: a path becomes texts only where it holds escapes, and its id when
/// the route is found.
struct Router: Sendable {
  private let groups: [Group]

  /// The routes whose deciding segment is the same.
  private struct Group: Sendable {
    let name: [UInt8]
    let entries: [Entry]
  }

  private struct Entry: Sendable {
    /// Nil where any id may stand.
    let segments: [[UInt8]?]
    let route: Route

    init(_ route: Route) {
      let parts = route.template.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
      segments = parts.map { $0 == placeholder ? nil : Array($0.utf8) }
      self.route = route
    }

    /// The segment that tells most routes apart.
    var group: [UInt8] { (segments.count > 1 ? segments[1] : segments.first ?? []) ?? [] }

    func fits(_ path: Span<UInt8>, _ places: PathSegments) -> Bool {
      guard segments.count == places.count else { return false }
      for position in segments.indices {
        let place = places[position]
        guard segments[position].map({ path.holds($0, at: place) }) ?? !place.isEmpty
        else { return false }
      }
      return true
    }
  }

  /// A route and what stands in the place of its `{id}`.
  struct Match {
    let route: Route
    let identifier: String?
  }

  private static let placeholder = "{id}"

  init(_ table: [Route]) {
    let grouped = Dictionary(grouping: table.map(Entry.init), by: \.group)
    groups = grouped.map { Group(name: $0, entries: $1) }
      .sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  /// HEAD is answered as GET; the server leaves the body out.
  func match(_ method: HTTPMethod, _ target: HTTPTarget) throws(Problem) -> Match {
    guard target.path.utf8.contains(UInt8(ascii: "%")) else {
      let path = target.path.utf8.span
      return try match(method, path, PathSegments(of: path))
    }
    guard let segments = target.segments else { throw Self.unknown }
    let path = segments.flatMap { Array($0.utf8) }
    return try match(method, path.span, PathSegments(lengths: segments.map(\.utf8.count)))
  }

  private func match(
    _ method: HTTPMethod, _ path: Span<UInt8>, _ places: PathSegments?
  ) throws(Problem) -> Match {
    guard let places else { throw Self.unknown }
    let wanted = method == .head ? .get : method
    let deciding = places[places.count > 1 ? 1 : 0]
    var methods: [HTTPMethod] = []
    for group in groups where path.holds(group.name, at: deciding) {
      for entry in group.entries where entry.fits(path, places) {
        guard entry.route.method != wanted else {
          let place = entry.segments.firstIndex { $0 == nil }
          return Match(route: entry.route, identifier: place.map { path.text(at: places[$0]) })
        }
        methods.append(entry.route.method)
      }
    }
    throw methods.isEmpty ? Self.unknown : Self.methodNotAllowed(methods)
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

extension Span<UInt8> {
  fileprivate func holds(_ word: [UInt8], at place: Range<Int>) -> Bool {
    guard word.count == place.count else { return false }
    for offset in word.indices where word[offset] != self[place.lowerBound + offset] {
      return false
    }
    return true
  }

  /// Well-formed wherever it comes from: a target without escapes is ASCII, with them it was checked.
  fileprivate func text(at place: Range<Int>) -> String {
    unsafe extracting(place).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}

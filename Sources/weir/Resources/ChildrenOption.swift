import Wire

/// What becomes of the memberships below one that ends, as `--children` says it.
enum ChildrenOption: Equatable {
  case end
  /// On no membership where there is no id.
  case move(to: String?)

  init(_ text: String, resolve: (String) throws -> String) throws {
    if text == "end" {
      self = .end
    } else if text == "move" {
      self = .move(to: nil)
    } else if text.hasPrefix("move:") {
      self = .move(to: try resolve(String(text.dropFirst(5))))
    } else {
      throw UsageError("--children must be end, move or move:MEMBERSHIP, not \"\(text)\"")
    }
  }

  /// As a member of a body.
  var json: JSON {
    switch self {
    case .end: "end"
    case .move(let id): ["move": id.map { .string($0) } ?? .null]
    }
  }

  /// As parameters of a query.
  var query: [QueryItem] {
    switch self {
    case .end: [QueryItem("children", "end")]
    case .move(let id):
      [QueryItem("children", "move")] + (id.map { [QueryItem("to", $0)] } ?? [])
    }
  }
}

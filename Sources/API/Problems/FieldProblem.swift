import Wire

/// What is wrong with one member of a body or one parameter, and what would be accepted.
struct FieldProblem: Hashable, Sendable {
  let place: Place
  let detail: String

  enum Place: Hashable, Sendable {
    /// A member of the body.
    case pointer(JSONPointer)
    /// A parameter of the query.
    case parameter(String)
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    switch place {
    case .pointer(let pointer):
      writer.key("pointer")
      writer.string(pointer.description)
    case .parameter(let name):
      writer.key("parameter")
      writer.string(name)
    }
    writer.key("detail")
    writer.string(detail)
    writer.endObject()
  }
}

/// Gathers what is wrong with one request, so that all of it is told at once.
final class FieldProblems {
  private(set) var list: [FieldProblem] = []

  /// At most this many are told.
  static let limit = 100

  func add(_ pointer: JSONPointer, _ detail: String) {
    add(FieldProblem(place: .pointer(pointer), detail: detail))
  }

  func add(parameter: String, _ detail: String) {
    add(FieldProblem(place: .parameter(parameter), detail: detail))
  }

  /// Throws what was gathered, if anything was.
  func requireNone() throws(Problem) {
    guard !list.isEmpty else { return }
    throw problem
  }

  var problem: Problem {
    let count = list.count == 1 ? "one place is" : "\(list.count) places are"
    return Problem(
      .invalidRequest, "\(count) invalid; correct what `errors` lists and send it again",
      errors: list)
  }

  private func add(_ problem: FieldProblem) {
    guard list.count < Self.limit else { return }
    list.append(problem)
  }
}

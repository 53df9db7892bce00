import Wire

/// The query of a request: names that the operation knows, each at most once.
struct Query {
  private var values: [String: String] = [:]
  private let problems: FieldProblems

  /// Notes unknown and repeated names; throws where the text cannot be read at all.
  init(_ target: HTTPTarget, known: [String], problems: FieldProblems) throws(Problem) {
    self.problems = problems
    guard target.query != nil else { return }
    guard let items = target.queryItems?.items else {
      throw Problem(
        .malformedRequest, "the query is not percent-encoded UTF-8; encode it and send it again")
    }
    for item in items {
      if !known.contains(item.name) {
        problems.add(parameter: item.name, "is not known here; leave it out")
      } else if values.updateValue(item.value, forKey: item.name) != nil {
        problems.add(parameter: item.name, "is given twice; give it once")
      }
    }
  }

  subscript(name: String) -> String? { values[name] }

  /// The text of a parameter that must be there.
  func required(_ name: String) -> String? {
    if values[name] == nil { problems.add(parameter: name, "is missing") }
    return values[name]
  }

  func integer(_ name: String, _ range: ClosedRange<Int>, standard: Int) -> Int {
    guard let text = values[name] else { return standard }
    let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isPlain, let number = Int(text), range.contains(number) else {
      problems.add(
        parameter: name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
      return standard
    }
    return number
  }

  /// Whether a parameter says `true`; `false` where it is not given.
  func bool(_ name: String) -> Bool {
    switch values[name] {
    case "true": return true
    case nil, "false": return false
    default:
      problems.add(parameter: name, "must be true or false")
      return false
    }
  }

  func reject(_ name: String, _ detail: String) {
    problems.add(parameter: name, detail)
  }

  /// What was noted so far, as the answer.
  var problem: Problem { problems.problem }

  func requireNoProblems() throws(Problem) {
    try problems.requireNone()
  }
}

import Crypto
import Directory
import Domain
import Wire

/// The rows of one request, and what is to be done with them.
struct ImportRequest {
  let kind: RowKind
  let organization: Party
  let isDryRun: Bool
  let lines: [Line]
  /// The number of the last line of the body, empty ones included.
  let lastLine: Int

  /// One line of the body: a row, or why it is none.
  struct Line: Sendable {
    let number: Int
    let row: ImportRow?
    let fault: ImportOutcome?
    /// That of the record, where it is new.
    let id: RecordID
  }

  static let rows = 1_000

  /// Reads the query and the body.
  ///
  /// A line that holds no row is kept as such; throws what is wrong with the request as a whole.
  init(_ context: ReadContext, _ request: HTTPServerRequest) throws {
    let query = context.query
    let kind = query.required("kind").flatMap { text in
      RowKind(rawValue: text) ?? Self.reject("kind", RowKind.allCases.map(\.rawValue), in: query)
    }
    let isDryRun = query["dry_run"].flatMap { text in
      Bool(text) ?? Self.reject("dry_run", ["true", "false"], in: query)
    }
    let first = query.integer("first_line", 1...1_000_000_000_000, standard: 1)
    try query.requireNoProblems()
    guard let kind else { throw query.problem }
    try Self.requireMediaType(request)
    self.kind = kind
    self.isDryRun = isDryRun ?? false
    organization = try Self.organization(context, kind)
    (lines, lastLine) = try Self.lines(request.body, kind, from: first, context.services.random)
  }

  private static func reject<Value>(_ name: String, _ words: [String], in query: Query) -> Value? {
    let list = words.map { "\"\($0)\"" }.joined(separator: ", ")
    query.reject(name, "must be one of " + list)
    return nil
  }

  private static func requireMediaType(_ request: HTTPServerRequest) throws(Problem) {
    let type = request.fields.first(.contentType).flatMap { MediaType(parsing: $0) }
    let known = ["application/x-ndjson", "application/jsonl"]
    guard let type, known.contains(type.essence), type.charset ?? "utf-8" == "utf-8" else {
      throw Problem(
        .unsupportedMediaType,
        "send the rows as application/x-ndjson: one JSON object on each line, in UTF-8")
    }
  }

  /// Whose records the rows are; as with single commands, each organization writes its own.
  private static func organization(_ context: ReadContext, _ kind: RowKind) throws -> Party {
    let caller = context.caller
    let organization = try context.organization("organization")
    switch kind {
    case .partners, .memberships:
      guard caller.isBrand else {
        throw Problem(
          .forbidden, "only the enterprise's admins write \(kind.rawValue); ask them to")
      }
      guard organization == .enterprise else {
        throw Problem.unknownReference("organization", "organization with \(kind.rawValue)")
      }
    case .departments, .contacts:
      guard organization == caller.party else {
        throw Problem(
          .forbidden,
          "an organization's \(kind.rawValue) are written by itself; use one of its own keys")
      }
    }
    return organization
  }

  // MARK: Lines

  private static func lines(
    _ body: [UInt8], _ kind: RowKind, from first: Int, _ random: any RandomSource
  ) throws(Problem) -> (lines: [Line], last: Int) {
    var lines: [Line] = []
    var seen: [String: Int] = [:]
    var rest = body[...]
    var number = first - 1
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n"))
      let text = rest[..<(end ?? rest.endIndex)]
      rest = end.map { rest[($0 + 1)...] } ?? []
      number += 1
      guard text.contains(where: { !isBlank($0) }) else { continue }
      guard lines.count < rows else { throw tooMany }
      var line = line(number, text, kind, random)
      if let row = line.row {
        if let earlier = seen[row.key] {
          line = repeated(row, earlier, line)
        } else {
          seen[row.key] = number
        }
      }
      lines.append(line)
    }
    return (lines, max(number, first - 1))
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }

  private static let tooMany = Problem(
    .tooLarge, "a request may have \(rows) rows; send them in several requests")

  private static func line(
    _ number: Int, _ text: ArraySlice<UInt8>, _ kind: RowKind, _ random: any RandomSource
  ) -> Line {
    let id = RecordID(random.block())
    func faulty(_ outcome: ImportOutcome) -> Line {
      Line(number: number, row: nil, fault: outcome, id: id)
    }
    do throws(JSONError) {
      let value = try JSON.parse(Array(text), limits: RequestLimits.json)
      do throws(InvalidRow) {
        return Line(number: number, row: try ImportRow(value, kind), fault: nil, id: id)
      } catch {
        return faulty(.refused(error))
      }
    } catch {
      let detail = "character \(error.column): \(error.reason); send one JSON object on each line"
      return faulty(.refused(Problem(.malformedJSON, detail)))
    }
  }

  /// Two rows on one record contradict each other, and a repeat would change it back and forth.
  private static func repeated(_ row: ImportRow, _ earlier: Int, _ line: Line) -> Line {
    let detail = "line \(earlier) is about \"\(row.key)\" already; keep one of the two"
    let place = JSONPointer([row.keyField])
    let problem = Problem(
      .invalidValue, detail, errors: [FieldProblem(place: .pointer(place), detail: detail)])
    return Line(number: line.number, row: nil, fault: .refused(problem), id: line.id)
  }
}

extension ImportOutcome {
  fileprivate static func refused(_ invalid: InvalidRow) -> ImportOutcome {
    let errors = invalid.faults.map { fault in
      FieldProblem(place: .pointer(fault.pointer), detail: fault.reason)
    }
    let detail = errors.first?.detail ?? "the row cannot be read"
    return .refused(Problem(.invalidRequest, detail, errors: errors))
  }
}

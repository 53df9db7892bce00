import Wire

/// What became of the rows of one request, in the order of their lines.
struct ImportAnswer: Sendable {
  let isDryRun: Bool
  let lastLine: Int
  let outcomes: [(line: Int, outcome: ImportOutcome)]

  var reply: Reply {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("dry_run")
    writer.bool(isDryRun)
    writer.key("applied_through")
    writer.integer(lastLine)
    writeLines("created", to: &writer) { if case .created = $0 { true } else { false } }
    writeLines("unchanged", to: &writer) { if case .unchanged = $0 { true } else { false } }
    writeChanged(to: &writer)
    writeRefused(to: &writer)
    writer.endObject()
    return Reply(.ok, body: writer.finish())
  }

  /// Lines that came to the same, as their number and as ranges.
  private func writeLines(
    _ name: String, to writer: inout JSONWriter, where isMeant: (ImportOutcome) -> Bool
  ) {
    let lines = outcomes.filter { isMeant($0.outcome) }.map(\.line)
    writer.key(name)
    writer.beginObject()
    writer.key("count")
    writer.integer(lines.count)
    writer.key("lines")
    writer.beginArray()
    for range in Self.ranges(lines) {
      writer.beginArray()
      writer.integer(range.lowerBound)
      writer.integer(range.upperBound)
      writer.endArray()
    }
    writer.endArray()
    writer.endObject()
  }

  /// Ascending numbers, put together where they follow on one another.
  static func ranges(_ lines: [Int]) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for line in lines {
      if let last = ranges.last, last.upperBound + 1 == line {
        ranges[ranges.count - 1] = last.lowerBound...line
      } else {
        ranges.append(line...line)
      }
    }
    return ranges
  }

  private func writeChanged(to writer: inout JSONWriter) {
    writeRows("changed", to: &writer) { outcome, writer in
      guard case .changed(let change) = outcome else { return false }
      writer.member("key", change.key)
      writer.member("fields", change.fields)
      if let values = change.values {
        writer.key("before")
        writer.value(.object(values.before))
        writer.key("after")
        writer.value(.object(values.after))
      }
      return true
    }
  }

  private func writeRefused(to writer: inout JSONWriter) {
    writeRows("refused", to: &writer) { outcome, writer in
      guard case .refused(let problem) = outcome else { return false }
      writer.member("type", problem.type.uri)
      writer.member("detail", problem.detail)
      writer.key("errors")
      writer.beginArray()
      for error in problem.errors { error.write(to: &writer) }
      writer.endArray()
      return true
    }
  }

  /// Rows that have something to be told of them; `write` writes no member where it gives false.
  private func writeRows(
    _ name: String, to writer: inout JSONWriter,
    _ write: (ImportOutcome, inout JSONWriter) -> Bool
  ) {
    var rows: [[UInt8]] = []
    for (line, outcome) in outcomes {
      var row = JSONWriter()
      row.beginObject()
      row.key("line")
      row.integer(line)
      let isMeant = write(outcome, &row)
      row.endObject()
      if isMeant { rows.append(row.finish()) }
    }
    writer.key(name)
    writer.beginObject()
    writer.key("count")
    writer.integer(rows.count)
    writer.key("rows")
    writer.beginArray()
    for row in rows { writer.raw(row) }
    writer.endArray()
    writer.endObject()
  }
}

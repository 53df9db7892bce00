import Directory
import Wire

/// One file on its way into an organization.
///
/// A row whose parent is not there yet is refused by the gateway and comes again with the next pass
/// over the file, until a pass brings nothing: trees are at most 32 levels deep, so that there are
/// few. Only line numbers are kept for that, and nothing is ever hung elsewhere in the meantime.
final class Import {
  private let file: RowFile
  private let session: ClientSession
  private let query: [QueryItem]
  private let fromLine: Int
  private let isDryRun: Bool
  /// Whether rows may name records that would be there by then, though they are not yet.
  private let expectsOthers: Bool
  private let refused: RefusedRows
  private(set) var tally = ImportTally()
  /// Keys of the rows so far: two rows on one record would contradict each other.
  private var keys: Set<Int> = []
  /// Lines of rows that wait for their parents, in the present pass.
  private var waiting: [Int] = []
  private var lastLine = 0
  private var told = 0

  /// What a pass over the file does.
  private enum Pass {
    case first
    /// These lines again, in ascending order.
    case again([Int])
    /// These once more, and what is refused now stays so.
    case last([Int])

    var isLast: Bool { if case .last = self { true } else { false } }
  }

  init(
    _ file: RowFile, _ session: ClientSession, query: [QueryItem], fromLine: Int, isDryRun: Bool,
    expectsOthers: Bool = false, refused: RefusedRows
  ) {
    self.file = file
    self.session = session
    self.query = query + (isDryRun ? [QueryItem("dry_run", "true")] : [])
    self.fromLine = fromLine
    self.isDryRun = isDryRun
    self.expectsOthers = expectsOthers
    self.refused = refused
  }

  /// Throws `RowUpload.Interruption`; `appliedThrough` then says how far it came.
  func run() throws {
    try run(.first)
    var lines = waiting.sorted()
    if isDryRun { return try judge(lines) }
    while !lines.isEmpty {
      waiting = []
      try run(.again(lines))
      let left = waiting.sorted()
      guard left.count < lines.count else {
        waiting = []
        return try run(.last(left))
      }
      lines = left
    }
  }

  /// The last line up to which everything has been done.
  private(set) var appliedThrough = 0

  private func run(_ pass: Pass) throws {
    let upload = try RowUpload(session, query: query) { [self] request, answer in
      try take(request, answer, pass)
    }
    defer { note(upload.firstUnanswered) }
    let size = try FileReading(file.path).size
    var bar = ProgressBar("KiB", total: size >> 10, on: session.console)
    defer { bar.finish() }
    var next = 0
    try file.read {
      bar.advance(to: $0 >> 10)
    } each: { item in
      switch (pass, item) {
      case (.first, .faults(let record)): try take(record)
      case (.first, .row(let row)): try take(row, upload)
      case (.again(let lines), .row(let row)), (.last(let lines), .row(let row)):
        guard next < lines.count, lines[next] == row.line else { return }
        next += 1
        try upload.add(row)
      case (.again, .faults), (.last, .faults): break
      }
    }
    try upload.finish()
  }

  private func note(_ firstUnanswered: Int?) {
    let open = [firstUnanswered, waiting.min()].compactMap { $0 }.min()
    appliedThrough = open.map { $0 - 1 } ?? lastLine
  }

  private func take(_ record: BadRecord) throws {
    lastLine = max(lastLine, record.line)
    guard record.line >= fromLine else { return }
    try refuse(record)
  }

  private func take(_ row: RowFile.Row, _ upload: RowUpload) throws {
    lastLine = max(lastLine, row.line)
    let isNew = keys.insert(row.key).inserted
    guard row.line >= fromLine else { return }
    guard isNew else {
      return try refuse(
        BadRecord(
          FileFault(
            line: row.line,
            "a line before this one is about the same \(file.kind.singular); keep one of the two")))
    }
    try upload.add(row)
  }

  private func refuse(_ record: BadRecord) throws {
    try refused.add(record)
    tally.refused += 1
  }

  private func take(_ request: RowUpload.Request, _ answer: JSON, _ pass: Pass) throws {
    tally.add(answer)
    for refusal in answer["refused"]?["rows"]?.array ?? [] {
      guard let number = refusal["line"]?.integer, let row = request.row(Int(number)) else {
        continue
      }
      if !pass.isLast, row.parentKey != nil, Self.isAboutParent(refusal) {
        waiting.append(row.line)
      } else if expectsOthers, Self.isAboutReference(refusal) {
        tally.later += 1
      } else {
        try refused.add(refusal, line: row.line)
        tally.refused += 1
      }
    }
    let done = tally.rows / 100_000
    guard done > told, !session.console.isTerminal else { return }
    told = done
    session.console.tell(tally.sentence(isDryRun: isDryRun))
  }

  private static func isAboutReference(_ refusal: JSON) -> Bool {
    refusal["type"]?.string?.hasSuffix("/invalid-reference") == true
  }

  private static func isAboutParent(_ refusal: JSON) -> Bool {
    isAboutReference(refusal)
      && refusal["errors"]?.array?.contains { $0["pointer"] == "/parent" } == true
  }

  /// Nothing is written in a dry run, so that a second pass would find no more parents than the
  /// first: those that are rows of this file are taken for found.
  private func judge(_ lines: [Int]) throws {
    guard !lines.isEmpty else { return }
    var missing: [Int] = []
    var next = 0
    try file.read { _ in
    } each: { item in
      guard case .row(let row) = item, next < lines.count, lines[next] == row.line else { return }
      next += 1
      if let parent = row.parentKey, keys.contains(parent) {
        tally.later += 1
      } else {
        missing.append(row.line)
      }
    }
    waiting = []
    if !missing.isEmpty { try run(.last(missing)) }
    appliedThrough = lastLine
  }
}

extension RowKind {
  /// The word for one of them.
  var singular: String { String(rawValue.dropLast()) }
}

import Directory
import Wire

/// Records that a complete file does not mention, on their way out.
struct Leftovers {
  private let kind: RowKind
  private let session: ClientSession
  private let records: [(id: String, code: String)]

  private static let recordsPerRequest = 10_000
  private static let shown = 10

  /// Lists what the organization has; the listing stands at one moment.
  init(of complete: CompleteFile, _ session: ClientSession) throws {
    var records: [(id: String, code: String)] = []
    try Pages(session.api).each("/v1/\(complete.file.kind.rawValue)", []) { page in
      for record in page where !complete.mentions(record) {
        guard let id = record["id"]?.string, let code = record["code"]?.string else { continue }
        records.append((id, code))
      }
    }
    kind = complete.file.kind
    self.session = session
    self.records = records
  }

  /// What became of them.
  struct Outcome {
    var removed: Int64 = 0
    var refused: Int64 = 0
    /// The first refusal.
    var reason: String?
    var staged: [String] = []
    var needsApproval = false
    var sample: [String] = []
  }

  /// Has them removed, or put aside where they are too many; in a dry run, counted.
  func remove(isDryRun: Bool) throws -> Outcome {
    var outcome = Outcome()
    outcome.sample = records.prefix(Self.shown).map(\.code)
    for start in stride(from: 0, to: records.count, by: Self.recordsPerRequest) {
      let part = records[start..<min(start + Self.recordsPerRequest, records.count)]
      let body: JSON = [
        "kind": .string(kind.rawValue), "records": .array(part.map { .string($0.id) }),
        "total": .integer(Int64(records.count)), "dry_run": .bool(isDryRun),
      ]
      let answer = try session.api.write(.post, "/v1/removals", body: body)
      outcome.add(answer)
    }
    return outcome
  }
}

extension Leftovers.Outcome {
  fileprivate mutating func add(_ answer: APIAnswer) {
    guard answer.status != 202 else {
      staged += [answer.json["id"]?.string].compactMap { $0 }
      return
    }
    removed += answer.json["removed"]?.integer ?? 0
    refused += answer.json["refused"]?["count"]?.integer ?? 0
    needsApproval = needsApproval || answer.json["needs_approval"]?.bool == true
    let first = answer.json["refused"]?["records"]?.array?.first
    reason = reason ?? first?["detail"]?.string
  }

  func lines(isDryRun: Bool) -> [String] {
    let names = sample.joined(separator: ", ")
    if isDryRun {
      guard removed > 0 else { return ["Nothing would be removed."] }
      let approval = needsApproval ? " A person would have to allow it." : ""
      return ["\(removed) would be removed: \(names)\(removed > 10 ? ", ..." : "").\(approval)"]
    }
    var lines = staged.isEmpty ? ["\(removed) removed."] : []
    for id in staged {
      lines.append(
        "More would be removed than may go unseen: it is staged as \(id), and nothing was removed."
          + " Look at it with `weir staged show \(id)`, and allow it with `weir staged allow \(id)`."
      )
    }
    return lines
  }

  var members: JSON {
    [
      "removed": .integer(removed), "refused": .integer(refused),
      "needs_approval": .bool(needsApproval || !staged.isEmpty),
      "staged": .array(staged.map { .string($0) }), "sample": .array(sample.map { .string($0) }),
    ]
  }
}

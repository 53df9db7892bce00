import Directory
import Wire

/// What became of the lines of a setup file.
struct SetupReport {
  var counts: [String: Counts] = [:]
  var faults: [SetupFault] = []
  /// Of a dry run: what would change of records that are there.
  var changes: [Change] = []
  /// Of a dry run: records that could not be compared with what is there.
  var notCompared = 0
  let isDryRun: Bool

  init(isDryRun: Bool = false) {
    self.isDryRun = isDryRun
  }

  /// What would change of one record.
  struct Change: Hashable {
    let line: Int
    /// The record's kind and name.
    let record: String
    /// The members, each with the value that it would have and, where that can be shown, its present
    /// one.
    let members: [Member]

    struct Member: Hashable {
      let name: String
      let before: JSON?
      let after: JSON
    }
  }

  static let changesShown = 20

  struct Counts: Hashable {
    var created = 0
    var changed = 0
    var unchanged = 0
  }

  /// Whether something has been created so far, or would be.
  var hasCreations: Bool { notCompared > 0 || counts.values.contains { $0.created > 0 } }

  mutating func count(_ resource: Resource, _ what: WritableKeyPath<Counts, Int>) {
    counts[resource.collection, default: Counts()][keyPath: what] += 1
  }

  mutating func add(_ tally: ImportTally, of kind: RowKind) {
    counts[kind.rawValue, default: Counts()].created += tally.created
    counts[kind.rawValue, default: Counts()].changed += tally.changed
    counts[kind.rawValue, default: Counts()].unchanged += tally.unchanged
    notCompared += tally.later
  }

  private var rows: [(name: String, counts: Counts)] {
    SetupLine.resources.compactMap { resource in
      counts[resource.collection].map { (resource.collection, $0) }
    }
  }

  var json: JSON {
    var records = JSONObject()
    for row in rows {
      records[row.name] = [
        "created": .integer(Int64(row.counts.created)),
        "changed": .integer(Int64(row.counts.changed)),
        "unchanged": .integer(Int64(row.counts.unchanged)),
      ]
    }
    var result: JSONObject = [
      "records": .object(records),
      "faults": .array(
        faults.map { ["line": .integer(Int64($0.line)), "reason": .string($0.reason)] }),
    ]
    if isDryRun {
      result["dry_run"] = true
      result["changes"] = .array(changes.map(\.json))
      result["not_compared"] = .integer(Int64(notCompared))
    }
    return .object(result)
  }

  var lines: [String] {
    let would = isDryRun ? "would be " : ""
    var lines = TextTable(
      heading: ["records", would + "created", would + "changed", "unchanged"],
      rows: rows.map {
        [$0.name, "\($0.counts.created)", "\($0.counts.changed)", "\($0.counts.unchanged)"]
      }
    ).lines
    lines += changes.prefix(Self.changesShown).flatMap(\.lines)
    if changes.count > Self.changesShown {
      lines.append("and \(changes.count - Self.changesShown) more changes; --json tells all")
    }
    if notCompared > 0 {
      lines.append(
        "Not compared: \(notCompared) records that name others which are not there yet, or are a"
          + " partner's own, which only a key of that partner can read.")
    }
    if isDryRun { lines.append("Nothing was changed; values are checked when they are applied.") }
    return lines
  }
}

extension SetupReport.Change {
  fileprivate var lines: [String] {
    members.map { member in
      let before = member.before.map { "\($0) -> " } ?? ""
      return "  line \(line), \(record): \(member.name) \(before)\(member.after)"
    }
  }

  fileprivate var json: JSON {
    var after = JSONObject()
    var before = JSONObject()
    for member in members {
      after[member.name] = member.after
      if let value = member.before { before[member.name] = value }
    }
    return [
      "line": .integer(Int64(line)), "record": .string(record), "before": .object(before),
      "after": .object(after),
    ]
  }
}

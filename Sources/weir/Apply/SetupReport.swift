import Directory
import Wire

/// What became of the lines of a setup file.
struct SetupReport {
  var counts: [String: Counts] = [:]
  var faults: [SetupFault] = []

  struct Counts: Hashable {
    var created = 0
    var changed = 0
    var unchanged = 0
  }

  mutating func count(_ resource: Resource, _ what: WritableKeyPath<Counts, Int>) {
    counts[resource.collection, default: Counts()][keyPath: what] += 1
  }

  mutating func add(_ tally: ImportTally, of kind: RowKind) {
    counts[kind.rawValue, default: Counts()].created += tally.created
    counts[kind.rawValue, default: Counts()].changed += tally.changed
    counts[kind.rawValue, default: Counts()].unchanged += tally.unchanged
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
    return [
      "records": .object(records),
      "faults": .array(
        faults.map { ["line": .integer(Int64($0.line)), "reason": .string($0.reason)] }),
    ]
  }

  var lines: [String] {
    TextTable(
      heading: ["records", "created", "changed", "unchanged"],
      rows: rows.map {
        [$0.name, "\($0.counts.created)", "\($0.counts.changed)", "\($0.counts.unchanged)"]
      }
    ).lines
  }
}

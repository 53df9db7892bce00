import Wire

/// What an import has come to so far.
struct ImportTally {
  var created = 0
  var changed = 0
  var unchanged = 0
  var refused = 0
  /// Rows that could only be judged once others of their file are there; in dry runs.
  var later = 0
  /// How many records change in a field.
  var fields: [(name: String, count: Int)] = []
  /// The first changes, as the gateway told them.
  var samples: [JSON] = []

  static let sampleLimit = 10

  var rows: Int { created + changed + unchanged + refused + later }

  mutating func add(_ answer: JSON) {
    created += count("created", in: answer)
    unchanged += count("unchanged", in: answer)
    for row in answer["changed"]?["rows"]?.array ?? [] { add(change: row) }
  }

  private func count(_ name: String, in answer: JSON) -> Int {
    Int(answer[name]?["count"]?.integer ?? 0)
  }

  private mutating func add(change row: JSON) {
    changed += 1
    for name in (row["fields"]?.array ?? []).compactMap(\.string) {
      if let position = fields.firstIndex(where: { $0.name == name }) {
        fields[position].count += 1
      } else {
        fields.append((name, 1))
      }
    }
    if samples.count < Self.sampleLimit { samples.append(row) }
  }

  /// One line for a person.
  func sentence(isDryRun: Bool) -> String {
    let would = isDryRun ? "would be " : ""
    var parts = [
      "\(created) \(would)created", "\(changed) \(would)changed", "\(unchanged) left alone",
    ]
    if later > 0 { parts.append("\(later) hang below other rows of the file") }
    parts.append("\(refused) refused")
    return parts.joined(separator: ", ")
  }

  /// Field by field: how many change, and the first of them.
  var changeLines: [String] {
    let counts = fields.sorted { $0.name < $1.name }.map { "\($0.name) \($0.count)" }
    guard !counts.isEmpty else { return [] }
    return ["Fields that change: " + counts.joined(separator: ", ")]
      + samples.flatMap(Self.lines)
  }

  private static func lines(of change: JSON) -> [String] {
    let names = (change["fields"]?.array ?? []).compactMap(\.string)
    return names.map { name in
      let before = change["before"]?[name].map { "\($0) -> " } ?? ""
      let after = change["after"]?[name].map { "\($0)" } ?? ""
      return "  \(change["key"]?.string ?? ""): \(name) \(before)\(after)"
    }
  }

  func members(isDryRun: Bool) -> JSONObject {
    var counts = JSONObject()
    for field in fields { counts[field.name] = .integer(Int64(field.count)) }
    return [
      "dry_run": .bool(isDryRun), "rows": .integer(Int64(rows)),
      "created": .integer(Int64(created)), "changed": .integer(Int64(changed)),
      "unchanged": .integer(Int64(unchanged)), "later": .integer(Int64(later)),
      "refused": .integer(Int64(refused)), "changed_fields": .object(counts),
      "samples": .array(samples),
    ]
  }
}

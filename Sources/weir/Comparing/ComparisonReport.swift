import ContractKit
import Wire

/// What a comparison came to, for a person or a machine.
struct ComparisonReport {
  let found: ViewWalk.Found
  /// How many the copy has.
  let records: Int
  let at: String?

  var differing: Int { found.missing.count + found.extra.count + found.different.count }

  var lines: [String] {
    let requests = found.exchanges == 1 ? "1 request" : "\(found.exchanges) requests"
    let have = records == 1 ? "1 record" : "\(records) records"
    guard !found.isEqual else { return ["Equal: \(have), compared in \(requests)."] }
    let table = TextTable(
      heading: ["result", "id"],
      rows: lists.flatMap { list in list.ids.map { [list.name, $0] } })
    let counts = lists.filter { !$0.ids.isEmpty }.map { "\($0.ids.count) \($0.name)" }
    return table.lines + [
      "\(counts.joined(separator: ", ")) of \(have), compared in \(requests)."
    ]
  }

  var json: JSON {
    var object: JSONObject = [
      "equal": .bool(found.isEqual), "records": .integer(Int64(records)),
      "exchanges": .integer(Int64(found.exchanges)), "at": at.map { .string($0) } ?? .null,
    ]
    for list in lists { object[list.name] = .array(list.ids.map { .string($0) }) }
    return .object(object)
  }

  private var lists: [(name: String, ids: [String])] {
    [
      ("missing", found.missing), ("extra", found.extra), ("different", found.different),
      ("pending", found.pending),
    ]
  }
}

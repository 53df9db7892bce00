import Domain
import Wire

/// What happened in a run, told again where it failed.
struct Trace {
  private var lines: [Line] = []

  private struct Line {
    let text: String
    /// Whom it concerns; nobody for what concerns all.
    let records: [RecordID]
  }

  mutating func note(_ text: String, at time: Timestamp, about records: [RecordID]) {
    let milliseconds = (time - Timestamp(seconds: 1_800_000_000)).wholeMicroseconds / 1_000
    lines.append(Line(text: "\(milliseconds) ms, \(text)", records: records))
    if lines.count > 4_000 { lines.removeFirst(2_000) }
  }

  /// The newest lines: of one record and what concerns all, or with nil every one.
  func text(of record: RecordID?, limit: Int) -> String {
    let chosen = lines.filter { line in
      record.map { line.records.isEmpty || line.records.contains($0) } ?? true
    }
    return chosen.suffix(limit).map(\.text).joined(separator: "\n")
  }
}

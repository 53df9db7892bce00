import ContractKit
import Directory
import Views
import Wire

/// A file of records as they were told, one JSON object on each line.
struct CopyFile {
  let path: String

  /// Reads the file once; only ids and digests are held.
  func sums() throws -> CopySums {
    let file = try FileReading(path)
    var reader = NDJSONReader()
    var records: [ClaimedRecord] = []
    func take(_ item: NDJSONReader.Item) throws {
      switch item {
      case .fault(let fault): throw CommandFailure("\(path): \(fault)")
      case .line(let line, let text): records.append(try record(line, text))
      }
    }
    while true {
      let part = try file.part()
      guard !part.isEmpty else { break }
      try reader.read(part, each: take)
    }
    try reader.finish(each: take)
    return CopySums(try unique(records))
  }

  private func record(_ line: Int, _ text: [UInt8]) throws -> ClaimedRecord {
    let value: JSON
    do throws(JSONError) {
      value = try JSON.parse(text)
    } catch {
      throw CommandFailure("\(path), line \(line), character \(error.column): \(error.reason)")
    }
    guard let object = value.object, let record = ClaimedRecord(told: object) else {
      throw CommandFailure(
        "\(path), line \(line): must be the `data` of an event, an object with its `id`")
    }
    return record
  }

  private func unique(_ records: [ClaimedRecord]) throws -> [ClaimedRecord] {
    var seen: Set<String> = []
    for record in records where !seen.insert(record.id).inserted {
      throw CommandFailure("\(path): \(record.id) stands there twice; keep its newest line")
    }
    return records
  }
}

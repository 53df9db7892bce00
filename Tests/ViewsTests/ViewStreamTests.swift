import Crypto
import Testing

@testable import Domain
@testable import Views

@Suite struct ViewStreamTests {
  @Test(arguments: [31, 32, 33, 34] as [UInt64])
  func `a stream has each row of the whole view once`(seed: UInt64) throws {
    var history = try RandomHistory(seed: seed)
    for round in 0..<400 {
      _ = history.write(history.next())
      guard round.isMultiple(of: 8) else { continue }
      for party in history.parties {
        let stage = history.stage
        let stream = ViewStream(
          rows: try stage.builder(for: party), reader: RecordsNow(records: stage.records),
          at: stage.position)
        var rows: [RecordID: Row] = [:]
        try stream.forEach { row in
          #expect(rows.updateValue(row, forKey: row.record) == nil, "told twice")
        }
        #expect(try rows == stage.rows(of: party))
      }
    }
  }
}

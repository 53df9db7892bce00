import ContractKit
import Testing
import Wire

@testable import weir

@Suite struct ComparisonReportTests {
  @Test func `an equal copy is told in a line`() {
    var found = ViewWalk.Found()
    found.exchanges = 1
    let report = ComparisonReport(found: found, records: 5_000, at: "at_1")
    #expect(report.lines == ["Equal: 5000 records, compared in 1 request."])
    #expect(report.json["equal"] == true)
    #expect(report.json["at"] == "at_1")
  }

  @Test func `what differs is listed and summed up`() {
    var found = ViewWalk.Found()
    found.exchanges = 4
    found.missing = ["con_1"]
    found.different = ["con_2", "dep_3"]
    found.pending = ["con_4"]
    let report = ComparisonReport(found: found, records: 10, at: nil)
    #expect(report.differing == 3)
    #expect(
      report.lines == [
        "RESULT     ID", "missing    con_1", "different  con_2", "different  dep_3",
        "pending    con_4",
        "1 missing, 2 different, 1 pending of 10 records, compared in 4 requests.",
      ])
    #expect(report.json["different"] == ["con_2", "dep_3"])
    #expect(report.json["extra"] == [])
    #expect(report.json["at"]?.isNull == true)
  }
}

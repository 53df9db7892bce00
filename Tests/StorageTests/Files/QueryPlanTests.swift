import SQLite
import Testing

@testable import Storage

@Suite struct QueryPlanTests {
  private func plan(of sql: String) throws -> [String] {
    let database = try Database(Database.Options(.memory))
    try Schema.store.migrate(database)
    return try database.query("EXPLAIN QUERY PLAN " + sql) { $0.text(3) }
  }

  @Test func `every query about a position is one search in one b-tree`() throws {
    let expected = [
      SQLiteReader.versionQuery:
        "SEARCH version USING PRIMARY KEY (enterprise=? AND kind=? AND record=? AND position<?)",
      SQLiteReader.versionsQuery:
        "SEARCH version USING PRIMARY KEY (enterprise=? AND kind=? AND record>?)",
      SQLiteReader.historyQuery:
        "SEARCH version USING PRIMARY KEY (enterprise=? AND kind=? AND (record,position)>(?,?))",
      SQLiteReader.holderQuery:
        "SEARCH name USING PRIMARY KEY (enterprise=? AND scope=? AND kind=? AND text=? AND first<?)",
      SQLiteReader.namesQuery:
        "SEARCH name USING PRIMARY KEY (enterprise=? AND scope=? AND kind=? AND text>?)",
      SQLiteReader.hasNamesQuery:
        "SEARCH name USING PRIMARY KEY (enterprise=? AND scope=?)",
      SQLiteReader.attachmentsQuery:
        "SEARCH attachment USING PRIMARY KEY (enterprise=? AND holder=? AND kind=? AND member>?)",
      SQLiteReader.entriesQuery:
        "SEARCH entry USING PRIMARY KEY (enterprise=? AND position>?)",
      SQLiteReader.outcomeQuery:
        "SEARCH outcome USING PRIMARY KEY (enterprise=? AND bearer=? AND text=?)",
    ]
    for (sql, search) in expected { #expect(try plan(of: sql) == [search]) }
  }

  @Test func `told rows are found by their endpoint and by their record`() throws {
    let expected = [
      SQLiteReader.standingQuery: "SEARCH told USING PRIMARY KEY (endpoint=? AND record>?)",
      SQLiteReader.toldQuery: "SEARCH told USING PRIMARY KEY (endpoint=? AND record=?)",
      SQLiteReader.disclosuresQuery:
        "SEARCH told USING INDEX told_by_record (record=? AND (endpoint,first)>(?,?))",
    ]
    for (sql, search) in expected { #expect(try plan(of: sql) == [search]) }
  }

  @Test func `old outcomes are found by their time`() throws {
    let plan = try plan(of: SQLiteTransaction.dropOutcomesStatement)
    #expect(plan.contains { $0.contains("USING COVERING INDEX outcome_by_time (time<?)") })
    #expect(!plan.contains { $0.hasPrefix("SCAN outcome") })
  }

  @Test func `a name is given up by its key`() throws {
    let plan = try plan(of: WriteStatements.endNameStatement)
    #expect(
      plan == [
        "SEARCH name USING PRIMARY KEY (enterprise=? AND scope=? AND kind=? AND text=?)"
      ])
  }
}

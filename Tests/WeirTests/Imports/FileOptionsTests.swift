import Directory
import Testing

@testable import weir

@Suite struct FileOptionsTests {
  @Test(arguments: [
    ("contacts.csv", RowKind.contacts), ("/x/2026-partners_east.ndjson", .partners),
    ("staff.csv", nil), ("contacts-departments.csv", nil), ("Memberships.CSV", .memberships),
  ])
  func `the name of a file says what is in it`(path: String, kind: RowKind?) {
    #expect(FileOptions.kind(Invocation(values: [:]), path: path) == kind)
    let told = Invocation(values: ["kind": ["departments"]])
    #expect(FileOptions.kind(told, path: path) == .departments)
  }

  @Test(arguments: [
    ("a.CSV", RowFile.Format.csv), ("a.ndjson", .ndjson), ("a.jsonl", .ndjson), ("a.xlsx", nil),
  ])
  func `the name of a file says how it is written`(path: String, format: RowFile.Format?) {
    #expect(FileOptions.format(Invocation(values: [:]), path: path) == format)
    #expect(FileOptions.format(Invocation(values: ["format": ["csv"]]), path: path) == .csv)
  }

  @Test(arguments: [
    (["import", "staff.csv"], "add --kind contacts"),
    (["import", "contacts.xlsx"], "--format csv"),
    (["import", "contacts.csv", "--map", "x"], "must be COLUMN=FIELD"),
    (["export"], "--kind is missing"),
  ])
  func `what the command line leaves open is asked for`(arguments: [String], message: String) {
    let run = ProgramRun(arguments)
    #expect(run.exit == .usage)
    #expect(run.note.contains(message))
  }
}

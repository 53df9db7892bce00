import BenchBaselines
import Domain
import Storage

extension Measurement {
  /// A large table brought in by the command, and told of once more without doing it.
  static func imports(_ bench: Bench) throws -> [Figure] {
    let rows = bench.importedRows
    let folder = "\(bench.folder)/import"
    let world = try ImportWorld(in: folder, rows: rows)
    defer { world.served.child.stop() }
    let idle = world.served.residentKibibytes
    let brought = try world.bringContacts()
    let rehearsed = try world.rehearseContacts()
    let taken = world.served.child.memory(.peak) - idle
    world.served.child.stop()

    let store = try SQLiteStore.open(at: World.storePath(folder))
    defer { store.close() }
    let bare = try BareImport(of: store, at: "\(folder)/bare.db")
      .rate(newest: rows, groupsOf: 1_000)
    let found = try lookUpRate(in: store, rows: rows)
    let count = Text.number(Double(rows))
    return [
      Figure(
        "import of \(count) contacts", Series([(Double(rows) / brought.seconds, bare)]),
        unit: "/s", of: "bare SQLite loop, 1,000 to a commit", atLeast: 0.3),
      Figure(
        "dry run of the same table", Series([(Double(rows) / rehearsed.seconds, found)]),
        unit: "/s", of: "look-ups by code in the store", atLeast: 0.5),
      Figure(
        "  the gateway's memory above idle", Double(taken) / 1_024, unit: "MiB", atMost: 64,
        limitName: "peak, over both"),
      Figure(
        "  the command's memory",
        Double(max(brought.peakKibibytes, rehearsed.peakKibibytes)) / 1_024, unit: "MiB",
        atMost: 64, limitName: "peak, over both"),
    ]
  }

  /// Contacts per second that the store finds by code and gives back decoded, in the order of codes.
  private static func lookUpRate(in store: SQLiteStore, rows: Int) throws -> Double {
    let reader = try store.makeReader()
    guard let enterprise = try reader.enterprises().first?.id else {
      throw BenchError("an empty store")
    }
    let head = try reader.head(of: enterprise).position
    var page = try reader.names(
      of: .contact, in: enterprise.record, after: nil, at: head, limit: 1_000,
      enterprise: enterprise)
    var nanoseconds: Int64 = 0
    var count = 0
    while let last = page.last {
      let begin = baseline_nanoseconds()
      for row in page {
        let name = UniqueName(kind: .contact, scope: enterprise.record, text: row.text)
        guard let record = try reader.holder(of: name, at: head, in: enterprise),
          try reader.version(of: record, .contact, at: head, in: enterprise)?.decoded() != nil
        else { throw BenchError("a contact is not found by its code") }
      }
      nanoseconds += baseline_nanoseconds() - begin
      count += page.count
      page = try reader.names(
        of: .contact, in: enterprise.record, after: last.text, at: head, limit: 1_000,
        enterprise: enterprise)
    }
    guard count >= rows else { throw BenchError("the store does not hold every contact") }
    return Double(count) / (Double(nanoseconds) / 1_000_000_000)
  }

  /// The month of the example enterprise, as the demonstration lives through it.
  static func month(_ bench: Bench) throws -> [Figure] {
    let begin = baseline_nanoseconds()
    let child = try Child(
      [ServedWorld.program(), "demo", "--once", "--json"], output: "\(bench.folder)/demo.txt")
    guard child.wait(within: .seconds(120)) else {
      throw BenchError("the demonstration failed: \(child.output.suffix(300))")
    }
    let seconds = Double(baseline_nanoseconds() - begin) / 1_000_000_000
    return [
      Figure(
        "the demonstration's month", seconds, unit: "s", atMost: 20,
        limitName: "with import and first copies")
    ]
  }
}

import Crypto
import Delivery
import Domain
import SQLite
import Storage
import TemporaryFiles
import Testing
import Views
import Wire

/// Files as former versions of the schema left them, which every later version has to open.
@Suite struct FixtureTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A copy of a fixture to work on.
  private func copy(of name: String, file: String = #filePath) throws -> String {
    let root = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
    let fixture = root.joined(separator: "/") + "/Contracts/storage-fixtures/" + name
    try folder.write(TemporaryFolder.bytes(at: fixture), to: name)
    return folder.file(name)
  }

  @Test(arguments: ["store-1.db", "store-2.db", "store-3.db", "store-4.db", "store-6.db"])
  func `a store of every former schema opens, reads back and goes on`(name: String) throws {
    let path = try copy(of: name)
    let store = try SQLiteStore.open(at: path)
    let reader = try store.makeReader()
    let enterprise = try #require(try reader.enterprises().first)
    let id = enterprise.id
    let head = try reader.head(of: id)
    #expect(head.position == Position(5))
    #expect(enterprise.sealedRootKey.count == 60)
    let entries = try reader.entries(after: .start, limit: 9, in: id)
    #expect(entries.count == 5)
    #expect(entries.first?.previous == Entry.origin(of: id))
    #expect(entries.last?.hash == head.hash)
    for entry in entries {
      for change in entry.changes {
        let version = try reader.version(of: change.record, change.kind, at: entry.position, in: id)
        let salt = try #require(version?.salt)
        #expect(Commitment(salt: salt, encoded: version?.encoded ?? []) == change.commitment)
      }
    }
    try expectIndexes(of: id, in: reader)
    try store.write { transaction in
      let key = IdempotencyKey(bearer: nil, text: "fixture")
      let outcome = try transaction.outcome(of: key, since: .epoch, in: id)
      #expect(outcome?.position == Position(1))
      let entry = Entry(
        position: head.position.next, time: head.time, actor: .operatorAtMachine,
        command: "test.nothing", changes: [], previous: head.hash)
      try transaction.append(EntryWrite(entry: entry, changes: [], versions: []), in: id)
    }
    store.close()
    #expect(try DatabaseFileHeader.read(path).userVersion >= 1)
  }

  private func expectIndexes(of id: EnterpriseID, in reader: any StoreReader) throws {
    func codes(at position: Int64) throws -> [String] {
      try reader.allNames(of: .contact, in: id.record, at: Position(position), enterprise: id)
        .map(\.text)
    }
    #expect(try codes(at: 1) == [])
    #expect(try codes(at: 2) == ["C-1", "联系人"])
    #expect(try codes(at: 3) == ["C-9", "联系人"])
    #expect(try codes(at: 5) == ["联系人"])
    let departments = try reader.allVersions(of: .department, at: Position(5), in: id)
    let department = try #require(departments.first?.record)
    for (position, count) in [(1, 0), (2, 2), (3, 2), (4, 1), (5, 1)] {
      let members = try reader.allAttachments(
        to: department, of: .contact, at: Position(Int64(position)), in: id)
      #expect(members.count == count)
    }
    let cursor = try #require(try reader.cursors().first)
    #expect(cursor.position == Position(4))
    let told = try reader.standing(at: cursor.endpoint, after: nil, limit: 9)
    #expect(told.map(\.classes) == [FieldClassSet(.business)])
    let record = try #require(told.first?.record)
    let disclosures = try reader.disclosures(
      of: record, upTo: Position(5), after: nil, limit: 9)
    #expect(disclosures.last == told.first)
    #expect(try reader.exceptions(of: cursor.endpoint).map(\.reason) == ["对方返回 503"])
  }

  @Test func `the run of a store of schema 3 is taken up where it was left`() throws {
    let store = try SQLiteStore.open(at: try copy(of: "store-3.db"))
    let reader = try store.makeReader()
    let endpoint = try #require(try reader.cursors().first?.endpoint)
    let run = try #require(try reader.runs(of: endpoint).first)
    #expect(run.span == RunSpan(.catchUp, base: Position(2), cause: Position(4)))
    #expect(run.isInDoubt)
    #expect(run.reached?.stage == .contacts)
    #expect(run.covered == 9)
  }

  @Test func `what was acknowledged in a store of schema 4 is known`() throws {
    let store = try SQLiteStore.open(at: try copy(of: "store-4.db"))
    let cursors = try store.makeReader().cursors()
    #expect(cursors.map(\.pulled) == [.acknowledged(1_795_417_508_000_003)])
    let older = try SQLiteStore.open(at: try copy(of: "store-3.db"))
    #expect(try older.makeReader().cursors().map(\.pulled) == [.beginning])
  }

  @Test func `the run of a store of schema 6 stands at a link`() throws {
    let store = try SQLiteStore.open(at: try copy(of: "store-6.db"))
    let reader = try store.makeReader()
    let endpoint = try #require(try reader.cursors().first?.endpoint)
    let reached = try #require(try reader.runs(of: endpoint).first?.reached)
    #expect(reached.stage == .sharedLinks)
    #expect(
      reached.link == RecordID(Block128(high: 0x0001_0203_0405_0607, low: 0x0809_0a0b_0c0d_0e0f)))
    let older = try SQLiteStore.open(at: try copy(of: "store-3.db")).makeReader()
    #expect(try older.runs(of: endpoint).first?.reached?.link == .lowest)
  }

  @Test func `what a store of schema 4 told says under which ids, of re-keyed partners too`() throws
  {
    let path = try copy(of: "store-4.db")
    let random = SeededRandom(seed: 5)
    let partner = Partner(
      id: PartnerID(from: random), code: try Code("D-1"), name: try Name("经销商"), kind: .dealer)
    let url = try HTTPURL(parsing: "https://partner.example/hook")
    let endpoints = [
      Endpoint(
        id: EndpointID(from: random), party: .partner(partner.id), code: try Code("E-1"),
        adapter: try AdapterName("standard-webhooks"), url: url),
      Endpoint(
        id: EndpointID(from: random), party: .enterprise, code: try Code("E-2"),
        adapter: try AdapterName("standard-webhooks"), url: url),
    ]
    let record = RecordID(random.block())
    do {
      let database = try Database(Database.Options(.file(path), access: .readWrite))
      func keep(_ stored: Record, at position: Int64) throws {
        try database.run(
          """
          INSERT INTO version (enterprise, kind, record, position, salt, encoded)
          VALUES (1, ?1, ?2, ?3, ?4, ?5)
          """,
          .integer(Int64(stored.kind.rawValue)), .blob(stored.id.bits.bytes), .integer(position),
          .blob(random.block().bytes), .blob(stored.encoded))
      }
      // Re-keyed at 3 and 5; at 4 it got another name.
      for (position, epoch) in [(2, 0), (3, 1), (4, 1), (5, 2)] as [(Int64, Int)] {
        var version = partner
        version.idEpoch = epoch
        try keep(.partner(version), at: position)
      }
      for endpoint in endpoints { try keep(.endpoint(endpoint), at: 2) }
      for endpoint in endpoints {
        for first in 2...5 as ClosedRange<Int64> {
          try database.run(
            "INSERT INTO told (endpoint, record, kind, classes, first) VALUES (?1, ?2, 7, 2, ?3)",
            .blob(endpoint.id.record.bits.bytes), .blob(record.bits.bytes), .integer(first))
        }
      }
    }
    let reader = try SQLiteStore.open(at: path).makeReader()
    func epochs(at endpoint: Endpoint) throws -> [Int] {
      try reader.standing(at: endpoint.id, after: nil, limit: 9).map(\.idEpoch)
    }
    #expect(try epochs(at: endpoints[0]) == [0, 1, 1, 2])
    #expect(try epochs(at: endpoints[1]) == [0, 0, 0, 0])
  }

  @Test(arguments: ["attempts-2026-11-22.db"])
  func `an attempt log of every former schema opens and reads back`(name: String) throws {
    _ = try copy(of: name)
    let log = try SQLiteAttemptLog(folder: folder.path)
    #expect(log.skipped.isEmpty)
    let endpoint = EndpointID(Block128(high: 1, low: 2))
    let attempts = try log.all(of: endpoint).map(\.attempt)
    #expect(attempts.map(\.event) == ["evt-2", "evt-1"])
    #expect(attempts.map(\.status) == [204, nil])
    #expect(attempts.last?.excerpt == "连接超时")
  }
}

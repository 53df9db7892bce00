import Crypto
import Domain
import Storage
import Testing

@Suite struct HistoryTests {
  /// A store with a random history in it, in writes of one to nine entries each.
  private func filled(
    _ subject: StoreSubject, seed: UInt64, entries: Int
  ) throws -> (StoreUnderTest, RandomHistory) {
    let subject = try subject.make()
    var history = try RandomHistory(seed: seed)
    try history.grow(by: entries)
    let journal = history.journal
    try subject.store.add(journal)
    var rest = journal.writes[...]
    while !rest.isEmpty {
      let batch = rest.prefix(Int(journal.random.word() % 9) + 1)
      rest = rest.dropFirst(batch.count)
      try subject.store.write { transaction in
        for write in batch { try transaction.append(write, in: journal.id) }
      }
    }
    return (subject, history)
  }

  @Test(arguments: StoreSubject.allCases)
  func `the version at a position is the one that a replay ends with`(
    _ subject: StoreSubject
  ) throws {
    let (subject, history) = try filled(subject, seed: 1, entries: 2_000)
    let journal = history.journal
    let reader = try subject.store.makeReader()
    let all = Set(journal.writes.flatMap(\.versions).map(\.record))
    var replay = Replay(of: journal.id)
    for write in journal.writes {
      replay.apply(write)
      let position = write.entry.position
      // All records now and then, and those that the entry is about every time.
      let asked = position.number % 100 == 0 ? all : Set(write.versions.map(\.record))
      let wrong = try asked.filter { record in
        let expected = replay.versions[record]
        return try [RecordKind.contact, .department].contains { kind in
          try reader.version(of: record, kind, at: position, in: journal.id)
            != (expected?.kind == kind ? expected : nil)
        }
      }
      #expect(wrong.isEmpty)
    }
  }

  @Test(arguments: StoreSubject.allCases)
  func `live records at a position are those of a replay, in order of id`(
    _ subject: StoreSubject
  ) throws {
    let (subject, history) = try filled(subject, seed: 2, entries: 500)
    let journal = history.journal
    let reader = try subject.store.makeReader()
    var replay = Replay(of: journal.id)
    for write in journal.writes {
      replay.apply(write)
      let position = write.entry.position
      guard position.number % 25 == 0 else { continue }
      for kind in [RecordKind.contact, .department, .rule] {
        let listed = try reader.allVersions(of: kind, at: position, in: journal.id)
        #expect(listed == replay.liveVersions(of: kind))
      }
    }
  }

  @Test(arguments: StoreSubject.allCases)
  func `every version of a stretch is read once, by record and position`(
    _ subject: StoreSubject
  ) throws {
    let (subject, history) = try filled(subject, seed: 7, entries: 500)
    let journal = history.journal
    let reader = try subject.store.makeReader()
    let written = journal.writes.flatMap(\.versions).sorted {
      ($0.record, $0.position) < ($1.record, $1.position)
    }
    #expect(written.contains { $0.encoded == nil })
    for (base, end) in [(0, 500), (0, 1), (120, 380), (499, 500), (500, 900), (300, 300)] {
      for kind in [RecordKind.contact, .department, .rule] {
        let expected = written.filter {
          $0.kind == kind && Position(Int64(base)) < $0.position
            && $0.position <= Position(Int64(end))
        }
        let listed = try reader.allHistory(
          of: kind, since: Position(Int64(base)), upTo: Position(Int64(end)), in: journal.id)
        #expect(listed == expected)
      }
    }
    #expect(
      try reader.history(
        of: .contact, since: .start, upTo: Position(500), after: nil, limit: 0, in: journal.id
      ).isEmpty)
    #expect(
      try reader.allHistory(
        of: .contact, since: .start, upTo: Position(500), in: EnterpriseID(from: journal.random)
      ).isEmpty)
  }

  @Test(arguments: StoreSubject.allCases)
  func `names at a position are those of a replay, in order of code points`(
    _ subject: StoreSubject
  ) throws {
    let (subject, history) = try filled(subject, seed: 3, entries: 500)
    let journal = history.journal
    let reader = try subject.store.makeReader()
    let scopes = [journal.id.record] + history.partners.map(\.record)
    var replay = Replay(of: journal.id)
    for write in journal.writes {
      replay.apply(write)
      let position = write.entry.position
      for record in write.changes.compactMap(\.after) {
        let name = record.uniqueName(in: journal.id)
        #expect(try reader.holder(of: name, at: position, in: journal.id) == record.id)
      }
      guard position.number % 25 == 0 else { continue }
      for scope in scopes {
        #expect(
          try reader.hasNames(in: scope, at: position, enterprise: journal.id)
            == replay.hasNames(in: scope))
        for kind in [RecordKind.contact, .department] {
          let listed = try reader.allNames(
            of: kind, in: scope, at: position, enterprise: journal.id)
          #expect(listed == replay.names(of: kind, in: scope))
        }
      }
    }
  }

  @Test(arguments: StoreSubject.allCases)
  func `a name that was given up has no holder any more`(_ subject: StoreSubject) throws {
    let (subject, history) = try filled(subject, seed: 4, entries: 400)
    let journal = history.journal
    let reader = try subject.store.makeReader()
    var replay = Replay(of: journal.id)
    for write in journal.writes {
      replay.apply(write)
      for record in write.changes.compactMap(\.before) {
        let name = record.uniqueName(in: journal.id)
        let holder = replay.records.values.first { $0.uniqueName(in: journal.id) == name }
        let found = try reader.holder(of: name, at: write.entry.position, in: journal.id)
        #expect(found == holder?.id)
      }
    }
  }

  @Test(arguments: StoreSubject.allCases)
  func `attachments at a position are those of a replay, in order of member`(
    _ subject: StoreSubject
  ) throws {
    let (subject, history) = try filled(subject, seed: 5, entries: 400)
    let journal = history.journal
    let reader = try subject.store.makeReader()
    var everHolders: Set<RecordID> = []
    var replay = Replay(of: journal.id)
    for write in journal.writes {
      replay.apply(write)
      everHolders.formUnion(write.changes.compactMap(\.after).flatMap(\.attachments).map(\.holder))
      let position = write.entry.position
      guard position.number % 40 == 0 else { continue }
      let expected = replay.attachments
      for holder in everHolders {
        for kind in [RecordKind.contact, .department, nil] {
          let listed = try reader.allAttachments(
            to: holder, of: kind, at: position, in: journal.id)
          #expect(
            listed == expected[holder, default: []].filter { kind == nil || $0.memberKind == kind })
        }
      }
    }
  }

  @Test(arguments: StoreSubject.allCases)
  func `the chain of entries reads back whole, in pages`(_ subject: StoreSubject) throws {
    let (subject, history) = try filled(subject, seed: 6, entries: 300)
    let journal = history.journal
    let reader = try subject.store.makeReader()
    var entries: [Entry] = []
    while true {
      let after = entries.last?.position ?? .start
      let page = try reader.entries(after: after, limit: 17, in: journal.id)
      entries += page
      if page.count < 17 { break }
    }
    #expect(entries == journal.writes.map(\.entry))
    #expect(entries.first?.previous == Entry.origin(of: journal.id))
    #expect(try reader.head(of: journal.id) == journal.head)
  }
}

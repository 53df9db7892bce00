import Domain
import Storage
import Testing
import Wire

@Suite struct ReaderTests {
  @Test(arguments: StoreSubject.allCases)
  func `a reader keeps its state until it is refreshed`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    try subject.store.append([.creating(.contact(try journal.contact("A")))], to: journal)
    let reader = try subject.store.makeReader()
    let old = journal.head
    for code in ["B", "C"] {
      try subject.store.append([.creating(.contact(try journal.contact(code)))], to: journal)
      #expect(try reader.head(of: journal.id) == old)
      #expect(try reader.entries(after: .start, limit: 9, in: journal.id).count == 1)
      #expect(
        try reader.allNames(
          of: .contact, in: journal.id.record, at: Position(99), enterprise: journal.id
        ).map(\.text) == ["A"])
    }
    try reader.refresh()
    #expect(try reader.head(of: journal.id) == journal.head)
    #expect(try reader.entries(after: .start, limit: 9, in: journal.id).count == 3)
  }

  @Test(arguments: StoreSubject.allCases)
  func `a reader keeps its state while the log is moved`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    let reader = try subject.store.makeReader()
    let old = journal.head
    for number in 0..<20 {
      try subject.store.append(
        [.creating(.contact(try journal.contact("C-\(number)")))], to: journal)
      try subject.store.checkpoint()
      #expect(try reader.head(of: journal.id) == old)
    }
    try reader.refresh()
    #expect(try reader.head(of: journal.id) == journal.head)
  }

  @Test(arguments: StoreSubject.allCases)
  func `entries are found by a part of their word, in order and by pages`(
    _ subject: StoreSubject
  ) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    for number in 0..<40 {
      let change = Change.creating(.contact(try journal.contact("C-\(number)")))
      let word = number % 5 == 0 ? "contact.remove" : "contact.change"
      try subject.store.write {
        try $0.append(journal.entry([change], command: word), in: journal.id)
      }
    }
    let reader = try subject.store.makeReader()
    func found(
      after position: Int64, limit: Int, since time: Timestamp = .epoch
    ) throws -> [Int64] {
      try reader.entries(
        naming: ".remove", since: time, after: Position(position), limit: limit, in: journal.id
      ).map(\.position.number)
    }
    #expect(try found(after: 0, limit: 99) == [1, 6, 11, 16, 21, 26, 31, 36])
    #expect(try found(after: 6, limit: 2) == [11, 16])
    #expect(try found(after: 36, limit: 2) == [])
    #expect(try found(after: 0, limit: 0) == [])
    let middle = try #require(try reader.time(of: Position(16), in: journal.id))
    #expect(try found(after: 0, limit: 3, since: middle) == [16, 21, 26])
    #expect(try found(after: 0, limit: 9, since: middle + .microseconds(1)) == [21, 26, 31, 36])
    #expect(try found(after: 0, limit: 9, since: journal.head.time + .seconds(1)) == [])
  }

  @Test(arguments: StoreSubject.allCases)
  func `the time of an entry is read without the entry`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    for code in ["A", "B", "C"] {
      try subject.store.append([.creating(.contact(try journal.contact(code)))], to: journal)
    }
    let reader = try subject.store.makeReader()
    let entries = try reader.entries(after: .start, limit: 9, in: journal.id)
    #expect(entries.count == 3)
    for entry in entries {
      #expect(try reader.time(of: entry.position, in: journal.id) == entry.time)
    }
    #expect(try reader.time(of: .start, in: journal.id) == nil)
    #expect(try reader.time(of: Position(4), in: journal.id) == nil)
  }

  @Test(arguments: StoreSubject.allCases)
  func `readers may stand at different states`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    var readers: [(any StoreReader, Head)] = []
    for code in ["A", "B", "C"] {
      readers.append((try subject.store.makeReader(), journal.head))
      try subject.store.append([.creating(.contact(try journal.contact(code)))], to: journal)
    }
    for (reader, head) in readers {
      #expect(try reader.head(of: journal.id) == head)
    }
  }

  @Test(arguments: StoreSubject.allCases)
  func `a released reader reads nothing before it is refreshed`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    let reader = try subject.store.makeReader()
    try reader.release()
    try reader.release()
    let error = #expect(throws: StoreError.self) { try reader.head(of: journal.id) }
    #expect(error?.code == .unusable)
    #expect(throws: StoreError.self) {
      try reader.version(of: journal.id.record, .contact, at: .start, in: journal.id)
    }
    try reader.refresh()
    #expect(try reader.head(of: journal.id) == journal.head)
  }

  @Test(arguments: StoreSubject.allCases)
  func `names are listed by code point, whatever their script`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    // U+FF21 comes before U+10437, which UTF-16 would order the other way round.
    let ordered = ["10", "9", "Z", "a", "e\u{301}", "é", "上海", "北京", "市场部", "Ａ", "𐐷"]
    for code in ordered.reversed() {
      try subject.store.append([.creating(.contact(try journal.contact(code)))], to: journal)
    }
    let reader = try subject.store.makeReader()
    for limit in [1, 2, 3, 50] {
      let listed = try reader.allNames(
        of: .contact, in: journal.id.record, at: journal.head.position, limit: limit,
        enterprise: journal.id)
      #expect(listed.map { Array($0.text.utf8) } == ordered.map { Array($0.utf8) })
    }
  }

  @Test(arguments: StoreSubject.allCases)
  func `two spellings of one letter are two names`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    let composed = try journal.contact("\u{E9}")
    var decomposed = composed
    decomposed.code = try Code("e\u{301}")
    try subject.store.append([.creating(.contact(composed))], to: journal)
    try subject.store.append(
      [.replacing(.contact(composed), with: .contact(decomposed))], to: journal)
    let reader = try subject.store.makeReader()
    let holders = try [composed, decomposed].map { contact in
      try reader.holder(
        of: Record.contact(contact).uniqueName(in: journal.id), at: Position(2), in: journal.id)
    }
    #expect(holders == [nil, composed.id.record])
  }

  @Test(arguments: StoreSubject.allCases)
  func `a listing at one position stays the same while writes go on`(
    _ subject: StoreSubject
  ) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    let department = try journal.department("D")
    let contacts = try (0..<10).map { try journal.contact("C-\($0)", in: [department.id]) }
    try subject.store.append(
      [.creating(.department(department))] + contacts.map { .creating(.contact($0)) }, to: journal)
    let position = journal.head.position
    let reader = try subject.store.makeReader()
    var names: [String] = []
    var members: [RecordID] = []
    for contact in contacts {
      names += try reader.names(
        of: .contact, in: journal.id.record, after: names.last, at: position, limit: 1,
        enterprise: journal.id
      ).map(\.text)
      members += try reader.attachments(
        to: department.id.record, of: .contact, after: members.last, at: position, limit: 1,
        in: journal.id
      ).map(\.member)
      try subject.store.append([.removing(.contact(contact))], to: journal)
      try reader.refresh()
    }
    #expect(names == contacts.map(\.code.text))
    #expect(members == contacts.map(\.id.record).sorted())
    #expect(
      try !reader.hasNames(
        in: contacts[0].id.record, at: journal.head.position, enterprise: journal.id))
  }

  @Test(arguments: StoreSubject.allCases, [0, -1])
  func `a limit below one gives nothing`(_ subject: StoreSubject, _ limit: Int) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    let department = try journal.department("D")
    let contact = try journal.contact("C", in: [department.id])
    try subject.store.append([.creating(.contact(contact))], to: journal)
    let reader = try subject.store.makeReader()
    let position = journal.head.position
    let id = journal.id
    #expect(try reader.entries(after: .start, limit: limit, in: id).isEmpty)
    #expect(
      try reader.versions(of: .contact, after: nil, at: position, limit: limit, in: id).isEmpty)
    #expect(
      try reader.names(
        of: .contact, in: id.record, after: nil, at: position, limit: limit, enterprise: id
      ).isEmpty)
    #expect(
      try reader.attachments(
        to: department.id.record, of: nil, after: nil, at: position, limit: limit, in: id
      ).isEmpty)
  }
}

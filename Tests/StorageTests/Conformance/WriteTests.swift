import Crypto
import Domain
import Storage
import Testing

@Suite struct WriteTests {
  @Test(arguments: StoreSubject.allCases)
  func `a new enterprise stands at the origin of its journal`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    let reader = try subject.store.makeReader()
    #expect(try reader.enterprises() == [journal.enterprise])
    #expect(try reader.head(of: journal.id) == journal.head)
    #expect(try reader.entries(after: .start, limit: 10, in: journal.id).isEmpty)
  }

  @Test(arguments: StoreSubject.allCases)
  func `a body that throws leaves nothing`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let kept = Journal(seed: 1)
    let dropped = Journal(seed: 2)
    try subject.store.add(kept)
    let contact = try kept.contact("C-1")
    let before = kept.head
    let write = kept.entry([.creating(.contact(contact))])
    #expect(throws: Deliberate.self) {
      try subject.store.write { transaction in
        try transaction.append(write, in: kept.id)
        try transaction.add(dropped.enterprise)
        throw Deliberate()
      }
    }
    let reader = try subject.store.makeReader()
    #expect(try reader.enterprises() == [kept.enterprise])
    #expect(try reader.head(of: kept.id) == before)
    #expect(
      try reader.version(of: contact.id.record, .contact, at: Position(1), in: kept.id) == nil)
    let name = Record.contact(contact).uniqueName(in: kept.id)
    #expect(try reader.holder(of: name, at: Position(1), in: kept.id) == nil)
    // What was dropped can be written after all.
    try subject.store.write { transaction in
      try transaction.add(dropped.enterprise)
      try transaction.append(write, in: kept.id)
    }
    try reader.refresh()
    #expect(try reader.enterprises() == [kept.enterprise, dropped.enterprise])
    #expect(try reader.head(of: kept.id) == kept.head)
  }

  @Test(arguments: StoreSubject.allCases)
  func `a change that fails halfway leaves nothing, even if the body goes on`(
    _ subject: StoreSubject
  ) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    let contact = try journal.contact("C-1")
    let before = journal.head
    // The second change gives up a name that nobody holds.
    let write = journal.entry([
      .creating(.contact(contact)), .removing(.contact(try journal.contact("C-2"))),
    ])
    #expect(throws: StoreError.self) {
      try subject.store.write { try? $0.append(write, in: journal.id) }
    }
    let reader = try subject.store.makeReader()
    #expect(try reader.head(of: journal.id) == before)
    #expect(
      try reader.version(of: contact.id.record, .contact, at: Position(1), in: journal.id) == nil)
  }

  @Test(arguments: StoreSubject.allCases)
  func `a transaction reads what it has written`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    let department = try journal.department("D")
    let contact = try journal.contact("C", in: [department.id])
    let write = journal.entry([.creating(.department(department)), .creating(.contact(contact))])
    try subject.store.write { transaction in
      try transaction.add(journal.enterprise)
      try transaction.append(write, in: journal.id)
      try transaction.refresh()
      #expect(try transaction.head(of: journal.id) == journal.head)
      let version = try transaction.version(
        of: contact.id.record, .contact, at: journal.head.position, in: journal.id)
      #expect(try version?.decoded() == .contact(contact))
      let name = Record.contact(contact).uniqueName(in: journal.id)
      let holder = try transaction.holder(of: name, at: journal.head.position, in: journal.id)
      #expect(holder == contact.id.record)
      #expect(try transaction.entries(after: .start, limit: 5, in: journal.id) == [write.entry])
    }
  }

  @Test(arguments: StoreSubject.allCases)
  func `what a write returns comes back`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    #expect(try subject.store.write { _ in 42 } == 42)
    let nothing: Int? = try subject.store.write { _ in nil }
    #expect(nothing == nil)
  }

  @Test(arguments: StoreSubject.allCases)
  func `an entry that does not follow on the head is refused`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    let first = journal.entry([.creating(.contact(try journal.contact("C-1")))])
    let second = journal.entry([.creating(.contact(try journal.contact("C-2")))])
    let store = subject.store
    for (writes, count) in [([second], 0), ([first, first], 0), ([first, second], 2)] {
      let isDone =
        (try? store.write { transaction in
          for write in writes { try transaction.append(write, in: journal.id) }
          return true
        }) ?? false
      #expect(isDone == (count == 2))
      let reader = try store.makeReader()
      #expect(try reader.entries(after: .start, limit: 9, in: journal.id).count == count)
    }
  }

  @Test(arguments: StoreSubject.allCases)
  func `an enterprise is added once`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    let error = #expect(throws: StoreError.self) { try subject.store.add(journal) }
    #expect(error?.code == .exists)
    #expect(try subject.store.makeReader().enterprises() == [journal.enterprise])
  }

  @Test(arguments: StoreSubject.allCases)
  func `an unknown enterprise is a typed error`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    let write = journal.entry([.creating(.contact(try journal.contact("C-1")))])
    let error = #expect(throws: StoreError.self) {
      try subject.store.write { try $0.append(write, in: journal.id) }
    }
    #expect(error?.code == .unknownEnterprise)
    let reader = try subject.store.makeReader()
    let headError = #expect(throws: StoreError.self) { try reader.head(of: journal.id) }
    #expect(headError?.code == .unknownEnterprise)
    #expect(try reader.entries(after: .start, limit: 1, in: journal.id).isEmpty)
  }

  @Test(arguments: StoreSubject.allCases)
  func `a transaction is of no use after its write`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    var kept: (any StoreTransaction)?
    try subject.store.write { kept = $0 }
    let transaction = try #require(kept)
    #expect(throws: StoreError.self) { try transaction.enterprises() }
    #expect(throws: StoreError.self) { try transaction.add(journal.enterprise) }
    #expect(try subject.store.makeReader().enterprises().isEmpty)
  }

  @Test(arguments: StoreSubject.allCases)
  func `a closed store refuses everything`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let reader = try subject.store.makeReader()
    subject.store.close()
    subject.store.close()
    #expect(throws: StoreError.self) { try subject.store.write { _ in } }
    #expect(throws: StoreError.self) { try subject.store.makeReader() }
    #expect(throws: StoreError.self) { try subject.store.checkpoint() }
    #expect(throws: StoreError.self) { try reader.enterprises() }
    #expect(throws: StoreError.self) { try reader.refresh() }
  }

  @Test(arguments: StoreSubject.allCases)
  func `enterprises in one store do not see one another`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journals = (1...3).map { Journal(seed: $0) }
    let contact = try journals[0].contact("C-1")
    for journal in journals {
      try subject.store.add(journal)
      // The same record and code in each, under another name.
      var own = contact
      own.name = try Name("in \(journal.enterprise.sealedRootKey[0])")
      try subject.store.append([.creating(.contact(own))], to: journal)
    }
    try subject.store.append([.removing(.contact(contact))], to: journals[1])
    let reader = try subject.store.makeReader()
    let record = contact.id.record
    for (journal, isLive) in zip(journals, [true, false, true]) {
      let position = journal.head.position
      #expect(try reader.head(of: journal.id) == journal.head)
      #expect(
        try reader.version(of: record, .contact, at: position, in: journal.id)
          == journal.writes.last?.versions.first)
      #expect(
        try reader.allNames(
          of: .contact, in: journal.id.record, at: position, enterprise: journal.id
        ).count == (isLive ? 1 : 0))
      #expect(
        try reader.allVersions(of: .contact, at: position, in: journal.id).count
          == (isLive ? 1 : 0))
      #expect(
        try reader.entries(after: .start, limit: 9, in: journal.id)
          == journal.writes.map(\.entry))
    }
    #expect(try reader.enterprises() == journals.map(\.enterprise))
  }
}

import Domain
import Storage
import Testing

@Suite struct MemoryStoreTests {
  @Test func `a failed commit leaves nothing and the next one works`() throws {
    let store = MemoryStore { write in
      if write == 2 { throw Deliberate() }
    }
    let journal = Journal(seed: 1)
    try store.add(journal)
    let before = journal.head
    let write = journal.entry([.creating(.contact(try journal.contact("C-1")))])
    #expect(throws: Deliberate.self) {
      try store.write { try $0.append(write, in: journal.id) }
    }
    let reader = try store.makeReader()
    #expect(try reader.head(of: journal.id) == before)
    #expect(try reader.entries(after: .start, limit: 1, in: journal.id).isEmpty)
    try store.write { try $0.append(write, in: journal.id) }
    try reader.refresh()
    #expect(try reader.head(of: journal.id) == journal.head)
  }

  @Test func `a crashed copy has every finished write and lives on its own`() throws {
    let store = MemoryStore()
    let journal = Journal(seed: 1)
    try store.add(journal)
    var copy: MemoryStore?
    let before = journal.head
    let write = journal.entry([.creating(.contact(try journal.contact("C-1")))])
    try store.write { transaction in
      try transaction.append(write, in: journal.id)
      copy = try store.crashedCopy()
    }
    let crashed = try #require(copy)
    #expect(try crashed.makeReader().head(of: journal.id) == before)
    #expect(try store.crashedCopy().makeReader().head(of: journal.id) == journal.head)
    store.close()
    try crashed.write { try $0.append(write, in: journal.id) }
    #expect(try crashed.makeReader().head(of: journal.id) == journal.head)
  }
}

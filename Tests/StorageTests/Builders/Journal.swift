import Crypto
import Domain
import Storage
import Wire

/// Makes the entries of one enterprise one after another, as an accepted command would.
final class Journal {
  let enterprise: EnterpriseRow
  let random: SeededRandom
  private(set) var head: Head
  /// Every entry made so far.
  private(set) var writes: [EntryWrite] = []

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    let id = EnterpriseID(from: random)
    enterprise = EnterpriseRow(id: id, sealedRootKey: random.bytes(60))
    head = Head(position: .start, time: .epoch, hash: Entry.origin(of: id))
  }

  var id: EnterpriseID { enterprise.id }

  /// The next entry; it is on the caller to append it.
  func entry(_ changes: [Change], command: String = "test.change") -> EntryWrite {
    let position = head.position.next
    let versions = changes.map { change in
      VersionRow(
        record: change.id, kind: change.kind, position: position, salt: random.block(),
        encoded: change.after?.encoded)
    }
    let entryChanges = versions.map { version in
      EntryChange(
        record: version.record, kind: version.kind,
        commitment: Commitment(salt: version.salt, encoded: version.encoded ?? []))
    }
    let time = head.time + .milliseconds(1)
    let entry = Entry(
      position: position, time: time, actor: .operatorAtMachine, command: command,
      changes: entryChanges, previous: head.hash)
    head = Head(position: position, time: time, hash: entry.hash)
    let write = EntryWrite(entry: entry, changes: changes, versions: versions)
    writes.append(write)
    return write
  }
}

extension Journal {
  func department(_ code: String, of organization: Party = .enterprise) throws -> Department {
    Department(
      id: DepartmentID(from: random), organization: organization, parent: nil, code: try Code(code),
      name: try Name("部门 \(code)"))
  }

  func contact(
    _ code: String, of organization: Party = .enterprise, in departments: [DepartmentID] = []
  ) throws -> Contact {
    Contact(
      id: ContactID(from: random), organization: organization, code: try Code(code),
      name: try Name("Name of \(code)"),
      placements: departments.map { Contact.Placement(department: $0) })
  }
}

extension Store {
  /// Adds the enterprise of a journal.
  func add(_ journal: Journal) throws {
    try write { try $0.add(journal.enterprise) }
  }

  /// Makes the next entry of a journal and appends it in a write of its own.
  func append(_ changes: [Change], to journal: Journal) throws {
    let write = journal.entry(changes)
    try self.write { try $0.append(write, in: journal.id) }
  }
}

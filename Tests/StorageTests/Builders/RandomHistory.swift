import Crypto
import Domain

/// A history of random changes over a small set of records, so that each has many versions.
///
/// Records come, change, pass their codes on within one entry, move between departments, go, and
/// come back under the same id.
struct RandomHistory {
  let journal: Journal
  let partners: [PartnerID]
  private var live: [RecordID: Record] = [:]
  private var gone: [Contact] = []
  private var counter = 0

  init(seed: UInt64) throws {
    journal = Journal(seed: seed)
    let random = journal.random
    partners = (0..<3).map { _ in PartnerID(from: random) }
  }

  mutating func grow(by count: Int) throws {
    for _ in 0..<count { _ = journal.entry(try step()) }
  }

  private mutating func step() throws -> [Change] {
    let changes =
      switch below(10) {
      case 0: [try newDepartment()]
      case 1...2: [try newContact()]
      case 3: removal()
      case 4: exchangeOfCodes()
      case 5: comeback()
      default: try edit()
      }
    for change in changes { live[change.id] = change.after }
    guard changes.isEmpty else { return changes }
    let first = try newContact()
    live[first.id] = first.after
    return [first]
  }

  private func below(_ limit: Int) -> Int { Int(journal.random.word() % UInt64(limit)) }

  private func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }

  // Sorted, because the order of a dictionary differs from run to run.
  private var departments: [Department] {
    live.values.compactMap { if case .department(let record) = $0 { record } else { nil } }
      .sorted { $0.id < $1.id }
  }

  private var contacts: [Contact] {
    live.values.compactMap { if case .contact(let record) = $0 { record } else { nil } }
      .sorted { $0.id < $1.id }
  }

  private var party: Party { pick(partners).map { .partner($0) } ?? .enterprise }

  private mutating func code() -> String {
    counter += 1
    return (pick(["", "é", "市场", "é", "a", "Z", "𐐷"]) ?? "") + String(below(100)) + "-\(counter)"
  }

  private mutating func newDepartment() throws -> Change {
    var department = try journal.department(code(), of: party)
    department.parent = pick(departments)?.id
    return .creating(.department(department))
  }

  private mutating func newContact() throws -> Change {
    if contacts.count > 60, let old = pick(contacts) { return .removing(.contact(old)) }
    let places = [pick(departments)?.id, pick(departments)?.id].compactMap { $0 }
    return .creating(.contact(try journal.contact(code(), of: party, in: places)))
  }

  private mutating func removal() -> [Change] {
    guard let contact = pick(contacts) else { return [] }
    gone.append(contact)
    return [.removing(.contact(contact))]
  }

  private mutating func comeback() -> [Change] {
    guard let contact = pick(gone), live[contact.id.record] == nil else { return [] }
    // Somebody may have taken the code over in the meantime.
    let name = Record.contact(contact).uniqueName(in: journal.id)
    guard !live.values.contains(where: { $0.uniqueName(in: journal.id) == name }) else { return [] }
    return [.creating(.contact(contact))]
  }

  private func exchangeOfCodes() -> [Change] {
    guard let first = pick(contacts),
      let second = pick(contacts.filter { $0.organization == first.organization }),
      first.id != second.id
    else { return [] }
    var newFirst = first
    var newSecond = second
    newFirst.code = second.code
    newSecond.code = first.code
    return [
      .replacing(.contact(first), with: .contact(newFirst)),
      .replacing(.contact(second), with: .contact(newSecond)),
    ]
  }

  private mutating func edit() throws -> [Change] {
    guard let contact = pick(contacts) else { return [] }
    var changed = contact
    switch below(3) {
    case 0: changed.name = try Name("Name \(below(1_000))")
    case 1: changed.code = try Code(code())
    default:
      changed.placements = [pick(departments), pick(departments), pick(departments)]
        .compactMap { $0 }.map { Contact.Placement(department: $0.id) }
    }
    return [.replacing(.contact(contact), with: .contact(changed))]
  }
}

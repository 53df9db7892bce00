import Crypto
import Domain
import Testing
import Wire

@testable import Gateway

@Suite struct KnownContactsTests {
  private let enterprise = EnterpriseID(Block128(high: 0, low: 1))
  private let other = EnterpriseID(Block128(high: 0, low: 2))

  private func contact(_ number: UInt64, _ name: String = "A") throws -> Contact {
    Contact(
      id: ContactID(Block128(high: 9, low: number)), organization: .enterprise,
      code: try Code("C-\(number)"), name: try Name(name))
  }

  private func name(
    of contact: Contact, at position: Int64, _ known: KnownContacts
  ) -> String? {
    known.version(of: contact.id.record, at: Position(position), in: enterprise)?.contact?.name
      .text
  }

  @Test func `a noted change is what stands from its position on, and its other side before`()
    throws
  {
    let known = KnownContacts()
    let (first, second, third) = (
      try contact(1, "first"), try contact(1, "second"), try contact(1, "third")
    )
    known.note(
      [.replacing(.contact(first), with: .contact(second))], at: Position(10), in: enterprise)
    #expect(name(of: first, at: 9, known) == "first")
    #expect(name(of: first, at: 10, known) == "second")
    #expect(name(of: first, at: 8, known) == nil)
    known.note(
      [.replacing(.contact(second), with: .contact(third))], at: Position(20), in: enterprise)
    #expect(name(of: first, at: 19, known) == "second")
    #expect(name(of: first, at: 10, known) == "second")
    #expect(name(of: first, at: 9, known) == nil)
    #expect(name(of: first, at: 99, known) == "third")
  }

  @Test func `a version that was read stands until a change is noted`() throws {
    let known = KnownContacts()
    let (read, changed) = (try contact(1, "read"), try contact(1, "changed"))
    known.learn(
      KnownContacts.Version(first: Position(3), contact: read), of: read.id.record, in: enterprise)
    #expect(name(of: read, at: 50, known) == "read")
    known.note(
      [.replacing(.contact(read), with: .contact(changed))], at: Position(51), in: enterprise)
    #expect(name(of: read, at: 50, known) == "read")
    #expect(name(of: read, at: 51, known) == "changed")
    // What was read before the change cannot take its place.
    known.learn(
      KnownContacts.Version(first: Position(3), contact: read), of: read.id.record, in: enterprise)
    #expect(name(of: read, at: 51, known) == "changed")
  }

  @Test func `what nobody asks for is not kept, and nothing older stands in its place`() throws {
    let known = KnownContacts()
    let (first, second) = (try contact(1, "first"), try contact(1, "second"))
    known.learn(
      KnownContacts.Version(first: Position(3), contact: first), of: first.id.record,
      in: enterprise)
    known.forget([.replacing(.contact(first), with: .contact(second))], in: enterprise)
    #expect(known.count == 0)
    #expect(name(of: first, at: 9, known) == nil)
  }

  @Test func `a removed contact is known to be gone`() throws {
    let known = KnownContacts()
    let gone = try contact(1)
    known.note([.removing(.contact(gone))], at: Position(5), in: enterprise)
    let version = try #require(
      known.version(of: gone.id.record, at: Position(7), in: enterprise))
    #expect(version.contact == nil)
    #expect(version.first == Position(5))
  }

  @Test func `when a change was written is known with it, and not of the version before`() throws {
    let known = KnownContacts()
    let contact = try contact(1)
    let time = Timestamp(microseconds: 7_000_000)
    known.note([.removing(.contact(contact))], at: Position(5), time: time, in: enterprise)
    let newest = known.version(of: contact.id.record, at: Position(5), in: enterprise)
    let before = known.version(of: contact.id.record, at: Position(4), in: enterprise)
    #expect(newest?.time == time)
    #expect(before?.contact == contact)
    #expect(before?.time == nil)
  }

  @Test func `enterprises do not see each other's`() throws {
    let known = KnownContacts()
    let contact = try contact(1)
    known.note([.creating(.contact(contact))], at: Position(5), in: enterprise)
    #expect(known.version(of: contact.id.record, at: Position(7), in: other) == nil)
  }

  @Test func `it never holds more than its limit`() throws {
    let known = KnownContacts(limit: 10)
    for number in 1...100 {
      known.note(
        [.creating(.contact(try contact(UInt64(number))))], at: Position(Int64(number)),
        in: enterprise)
      #expect(known.count <= 10)
    }
  }
}

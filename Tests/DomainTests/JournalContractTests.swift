import Crypto
import Domain
import Foundation
import Testing
import Wire

/// The worked example of `Contracts/journal.md`, held against what is really written.
@Suite struct JournalContractTests {
  private static let salt = Block128(high: 0x3031_3233_3435_3637, low: 0x3839_3a3b_3c3d_3e3f)
  private static let otherSalt = Block128(high: 0x4041_4243_4445_4647, low: 0x4849_4a4b_4c4d_4e4f)
  private static let enterprise = EnterpriseID(
    Block128(high: 0x0001_0203_0405_0607, low: 0x0809_0a0b_0c0d_0e0f))
  private static let contact = ContactID(
    Block128(high: 0x1011_1213_1415_1617, low: 0x1819_1a1b_1c1d_1e1f))
  private static let key = KeyID(
    Block128(high: 0x2021_2223_2425_2627, low: 0x2829_2a2b_2c2d_2e2f))

  /// The indented lines under each heading of the example, blanks taken out.
  private let blocks: [String]

  init() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Contracts/journal.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let example = try #require(text.components(separatedBy: "## Example").last)
    var blocks = [""]
    for line in example.components(separatedBy: "\n") {
      if line.hasPrefix("    ") {
        blocks[blocks.count - 1] += line.filter { $0 != " " }
      } else if blocks.last != "" {
        blocks.append("")
      }
    }
    self.blocks = blocks.filter { !$0.isEmpty }
  }

  @Test func `version, commitment and origin are those of the page`() throws {
    try #require(blocks.count == 7)
    #expect(Hex.encode(try Self.record().encoded) == blocks[0])
    #expect(Hex.encode(try Self.creation().commitment.digest.bytes) == blocks[1])
    #expect(Hex.encode(Entry.origin(of: Self.enterprise).bytes) == blocks[2])
  }

  @Test func `entries and hashes are those of the page`() throws {
    try #require(blocks.count == 7)
    let first = try Self.first()
    #expect(Hex.encode(first.content) == blocks[3])
    #expect(Hex.encode(first.hash.bytes) == blocks[4])
    let second = try Self.second(after: first)
    #expect(Hex.encode(second.content) == blocks[5])
    #expect(Hex.encode(second.hash.bytes) == blocks[6])
  }

  @Test func `the page's bytes are read back as what the page says`() throws {
    try #require(blocks.count == 7)
    let version = try #require(Hex.decode(blocks[0]))
    let record = try Record(kind: .contact, id: Self.contact.record, encoded: version)
    #expect(record == (try Self.record()))
    let content = try #require(Hex.decode(blocks[3]))
    let entry = try Entry(content: content, previous: Entry.origin(of: Self.enterprise))
    #expect(entry == (try Self.first()))
  }

  @Test func `another value of one byte gives another hash to every later entry`() throws {
    var content = try #require(Hex.decode(blocks[3]))
    content[7] = 9
    let first = try Entry(content: content, previous: Entry.origin(of: Self.enterprise))
    #expect(Hex.encode(first.hash.bytes) != blocks[4])
    #expect(Hex.encode(try Self.second(after: first).hash.bytes) != blocks[6])
  }

  private static func record() throws -> Record {
    .contact(
      Contact(
        id: contact, organization: .enterprise, code: try Code("E1001"), name: try Name("张伟"),
        phones: [try PhoneNumber("13812345678")]))
  }

  private static func creation() throws -> EntryChange {
    EntryChange(
      record: contact.record, kind: .contact,
      commitment: Commitment(salt: salt, encoded: try record().encoded))
  }

  private static func time() throws -> Timestamp {
    try #require(Timestamp(rfc3339: "2026-11-22T10:00:00.250000Z"))
  }

  private static func first() throws -> Entry {
    Entry(
      position: Position(1), time: try time(),
      actor: Actor(party: .enterprise, role: .brandAdmin, key: key), command: "contact.create",
      changes: [try creation()], previous: Entry.origin(of: enterprise))
  }

  private static func second(after first: Entry) throws -> Entry {
    let removal = EntryChange(
      record: contact.record, kind: .contact,
      commitment: Commitment(salt: otherSalt, encoded: []))
    return Entry(
      position: Position(2), time: try time() + .microseconds(1), actor: .operatorAtMachine,
      command: "contact.remove", changes: [removal], previous: first.hash)
  }
}

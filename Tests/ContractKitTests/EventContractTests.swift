import AdapterKit
import ContractKit
import Crypto
import Domain
import Testing
import Views
import Wire

/// What the schemas under `Contracts/events` demand, held against what is really formed.
///
/// The schemas as a whole are checked by the end-to-end tests; here, that required members are
/// there and that no member is formed that a schema does not know.
@Suite struct EventContractTests {
  private static let types =
    [
      "contact.shared", "contact.updated", "contact.unshared", "department.shared",
      "department.updated", "department.unshared", "link.shared", "link.updated", "link.unshared",
      "stream.checkpoint",
      "view.in_sync",
    ] + FactType.allCases.map(\.rawValue)

  @Test(arguments: types)
  func `each event has a schema and an example that has what it requires`(type: String) throws {
    let example = try JSON.parse(FileText.bytes(at: Self.path(type, "example")))
    #expect(example["type"] == .string(type))
    try Self.check(example, against: type)
  }

  @Test func `there is no schema for an event that is not told`() throws {
    let names = try FileText.names(in: Self.folder, endingIn: ".schema.json")
    #expect(Set(names) == Set(Self.types.map { $0 + ".schema.json" }))
  }

  @Test(arguments: ["contact.shared", "contact.updated"])
  func `a contact whose every field is seen keeps to the schema`(type: String) throws {
    let row = try #require(try RowFixture().own.row(of: RowFixture.contact()))
    let names = row.members.map(\.name)
    #expect(names.contains("custom") && names.contains("last_day"))
    try Self.check(row, as: type, changed: type == "contact.updated" ? ["name"] : nil)
  }

  @Test func `a contact of whom little is seen keeps to the schema`() throws {
    let row = try #require(try RowFixture().partners.row(of: RowFixture.contact()))
    #expect(!row.members.map(\.name).contains("phones"))
    try Self.check(row, as: "contact.shared")
  }

  @Test(arguments: ["department.shared", "department.updated"])
  func `a department keeps to the schema`(type: String) throws {
    let row = try #require(try RowFixture().own.row(of: RowFixture.department()))
    #expect(row.members.map(\.name).contains("parent"))
    try Self.check(row, as: type, changed: type == "department.updated" ? ["name"] : nil)
  }

  @Test(arguments: ["link.shared", "link.updated"])
  func `a link keeps to the schema`(type: String) throws {
    let contact = try RowFixture.contact()
    let link = Link(
      id: LinkID(Block128(high: 1, low: 7)), organization: .enterprise, from: contact.id,
      to: contact.id)
    for rows in [try RowFixture().own, try RowFixture().partners] {
      let row = try #require(rows.row(of: link, from: contact, to: contact))
      try Self.check(row, as: type, changed: type == "link.updated" ? ["to"] : nil)
    }
  }

  @Test func `the sum of rows is the digest of a receiver's copy`() throws {
    let fixture = try RowFixture()
    let rows = [
      try #require(fixture.own.row(of: try RowFixture.contact())),
      try #require(fixture.own.row(of: try RowFixture.department())),
    ]
    var copy = ModelCopy()
    for (index, row) in rows.enumerated() {
      let event = Self.event(row, as: "\(row.kind.name).shared", number: Int64(index + 1))
      _ = copy.take(try ReceivedEvent(id: event.id, body: event.body))
    }
    let sum = ViewSum(rows)
    #expect(copy.sum().count == sum.count)
    #expect(copy.sum().digest == Hex.encode(sum.sum.bytes))
  }

  private static let folder =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Contracts/events"

  private static func path(_ type: String, _ what: String) -> String {
    "\(folder)/\(type).\(what).json"
  }

  private static func event(
    _ row: Row, as type: String, number: Int64 = 1, changed: [String]? = nil
  ) -> Event {
    Event(
      id: "evt_\(number)", type: type, time: .epoch, epoch: 1, number: number, replaces: [],
      at: "at_" + String(repeating: "0", count: 32), changed: changed, data: row.canonicalBytes)
  }

  private static func check(_ row: Row, as type: String, changed: [String]? = nil) throws {
    try check(JSON.parse(event(row, as: type, changed: changed).body), against: type)
  }

  private static func check(_ body: JSON, against type: String) throws {
    let schema = try JSON.parse(FileText.bytes(at: path(type, "schema")))
    try check(body, against: schema)
    let data = try #require(schema["properties"]?["data"])
    try check(try #require(body["data"]), against: data)
  }

  private static func check(_ value: JSON, against schema: JSON) throws {
    let members = try #require(value.object)
    let known = try #require(schema["properties"]?.object)
    let required = try #require(schema["required"]?.array).compactMap(\.string)
    #expect(!required.isEmpty)
    for name in required { #expect(members[name] != nil, "\(name) is required") }
    for name in members.names { #expect(known[name] != nil, "\(name) is not in the schema") }
    for member in known {
      guard let fixed = member.value["const"], let mine = members[member.name] else { continue }
      #expect(mine == fixed)
    }
  }
}

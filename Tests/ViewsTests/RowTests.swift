import Crypto
import Testing
import Wire

@testable import Domain
@testable import Views

@Suite struct RowTests {
  private var stage = Stage(seed: 3)
  private let head: Department
  private let middle: Department
  private let leaf: Department
  private let contact: Contact
  private let dealer: Partner

  init() throws {
    head = stage.department("head")
    middle = stage.department("middle", under: head.id)
    leaf = stage.department("leaf", under: middle.id)
    dealer = stage.partner("dealer")
    var contact = stage.contact("zhang", in: [])
    contact.name = "张伟"
    contact.placements = [
      .init(department: leaf.id, position: "经理"), .init(department: head.id),
      .init(department: middle.id),
    ]
    contact.lastDay = CalendarDate(parsing: "2026-12-31")
    contact.custom = try [
      CustomField(name: "zone", value: "North \"1\"", fieldClass: .public),
      CustomField(name: "grade", value: "P7", fieldClass: .business),
      CustomField(name: "birthday", value: "1990", fieldClass: .personal),
    ]
    stage.put(.contact(contact))
    self.contact = contact
  }

  private var dealerParty: Party { .partner(dealer.id) }

  private func json(_ row: Row) throws -> JSON { try JSON.parse(row.canonicalBytes) }

  private mutating func row(of record: Record, _ fields: FieldLevels) throws -> Row? {
    stage.rule(
      seen: .init(departments: [head.id]), by: .init(partners: [dealer.id]), fields: fields)
    return try stage.row(of: record, for: dealerParty)
  }

  @Test func `a row is canonical JSON`() throws {
    for row in try stage.rows(of: .enterprise).values {
      #expect(try json(row).canonicalBytes == row.canonicalBytes)
      #expect(row.digest == SHA256.hash(row.canonicalBytes))
    }
  }

  @Test func `an own contact is shown whole`() throws {
    let row = try #require(try stage.row(of: .contact(contact), for: .enterprise))
    let ids = try stage.ids(of: .enterprise)
    let json = try json(row)
    #expect(json["name"] == "张伟")
    #expect(json["code"] == "zhang")
    #expect(json["id"] == .string(ids.text(contact.id.record, .contact)))
    #expect(json["organization"] == .string(ids.text(.enterprise)))
    #expect(json["kind"] == "contact")
    #expect(json["contract"] == 1)
    #expect(json["phones"] == ["13812345678"])
    #expect(json["employment"] == "active")
    #expect(json["last_day"] == "2026-12-31")
    #expect(json["custom"] == ["zone": "North \"1\"", "grade": "P7", "birthday": "1990"])
    #expect(json["departments"]?.array?.count == 3)
    #expect(row.classes == [.init(.public), .init(.business), .init(.personal)])
  }

  @Test mutating func `hidden fields are absent`() throws {
    let row = try #require(
      try row(of: .contact(contact), FieldLevels(fields: [.name: .clear])))
    let names = row.members.map(\.name)
    #expect(names == ["contract", "id", "kind", "name", "organization"])
    #expect(row.classes == [.init(.public)])
  }

  @Test mutating func `masked fields carry their mask, and what a part would betray is left out`()
    throws
  {
    let levels = FieldLevels(classes: [.public: .masked, .business: .masked, .personal: .masked])
    let json = try json(try #require(try row(of: .contact(contact), levels)))
    #expect(json["name"] == "张*")
    #expect(json["code"] == "z***")
    #expect(json["phones"] == ["138****5678"])
    #expect(json["emails"] == ["z***@example.com"])
    #expect(json["custom"] == ["zone": "N***", "grade": "P***", "birthday": "1***"])
    for name in ["employment", "last_day", "departments"] { #expect(json[name] == nil) }
  }

  @Test(arguments: FieldClass.allCases)
  mutating func `custom fields are shown by their class`(fieldClass: FieldClass) throws {
    let levels = FieldLevels(classes: [fieldClass: .clear], fields: [.code: .clear])
    let row = try #require(try row(of: .contact(contact), levels))
    let shown = contact.custom.filter { $0.fieldClass == fieldClass }.map(\.name)
    #expect(try json(row)["custom"]?.object?.names == shown)
    #expect(row.classes.contains(.init(fieldClass)))
  }

  @Test mutating func `positions are shown at their own level`() throws {
    let levels = FieldLevels(fields: [.departments: .clear, .name: .clear, .positions: .masked])
    let row = try #require(try row(of: .contact(contact), levels))
    let positions = try json(row)["departments"]?.array?.compactMap { $0["position"] }
    #expect(positions == ["***"] || positions == ["经***"])
    #expect(row.classes.contains(.init(.business)))
  }

  @Test mutating func `departments are filtered and in the order of the party's ids`() throws {
    stage.rule(
      seen: .init(departments: [middle.id]), by: .init(partners: [dealer.id]))
    stage.rule(seen: .init(contacts: [contact.id]), by: .init(partners: [dealer.id]))
    let json = try json(try #require(try stage.row(of: .contact(contact), for: dealerParty)))
    let shown = try #require(json["departments"]?.array).compactMap { $0["department"]?.string }
    let ids = try stage.ids(of: dealerParty)
    #expect(Set(shown) == Set([middle, leaf].map { ids.text($0.id.record, .department) }))
    #expect(shown == shown.sorted())
    var reordered = contact
    reordered.placements.reverse()
    #expect(
      try stage.row(of: .contact(reordered), for: dealerParty)
        == stage.row(of: .contact(contact), for: dealerParty))
  }

  @Test mutating func `a department's parent is the nearest that is seen`() throws {
    stage.rule(seen: .init(departments: [head.id]), by: .init(partners: [dealer.id]))
    let ids = try stage.ids(of: dealerParty)
    func parent(of department: Department) throws -> String? {
      try stage.row(of: .department(department), for: dealerParty)
        .flatMap { try json($0)["parent"]?.string }
    }
    #expect(try parent(of: leaf) == ids.text(middle.id.record, .department))
    #expect(try parent(of: head) == nil)
  }

  @Test mutating func `hidden departments between are skipped`() throws {
    stage.rule(seen: .init(departments: [leaf.id]), by: .init(partners: [dealer.id]))
    let alone = try #require(try stage.row(of: .department(leaf), for: dealerParty))
    #expect(try json(alone)["parent"] == nil)
    let other = stage.department("other", under: leaf.id)
    let below = try #require(try stage.row(of: .department(other), for: dealerParty))
    let ids = try stage.ids(of: dealerParty)
    #expect(try json(below)["parent"] == .string(ids.text(leaf.id.record, .department)))
  }

  @Test func `changes name the members that differ, in order`() throws {
    let before = try #require(try stage.row(of: .contact(contact), for: .enterprise))
    #expect(before.changes(since: before).isEmpty)
    var moved = contact
    moved.name = "张三"
    moved.lastDay = nil
    moved.custom = []
    moved.phones = []
    let after = try #require(try stage.row(of: .contact(moved), for: .enterprise))
    #expect(after.changes(since: before) == ["custom", "last_day", "name", "phones"])
    #expect(before.changes(since: after) == ["custom", "last_day", "name", "phones"])
  }

  @Test func `records of other kinds have no rows`() throws {
    #expect(try stage.row(of: .partner(dealer), for: .enterprise) == nil)
    #expect(try stage.rows(of: .enterprise).count == 4)
  }

  @Test func `the sum of a view does not depend on order`() throws {
    let rows = Array(try stage.rows(of: .enterprise).values)
    #expect(ViewSum(rows) == ViewSum(rows.reversed()))
    #expect(ViewSum(rows).count == rows.count)
    #expect(ViewSum(rows) != ViewSum(rows.dropLast()))
    #expect(ViewSum([]) == ViewSum())
  }
}

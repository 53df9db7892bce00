import Crypto
import Directory
import Domain
import Testing
import Wire

@Suite struct RowPlannerTests {
  private let random = SeededRandom(seed: 11)
  private let state: DirectoryRecords
  private let chain: Chain
  private let group: Group
  private let dealer: Partner
  private let outlet: Partner
  private let place: Membership
  private let sales: Department
  private let zhang: Contact

  init() throws {
    state = DirectoryRecords(enterprise: EnterpriseID(from: random))
    chain = Chain(id: ChainID(from: random), code: try Code("dealers"), name: try Name("Dealers"))
    group = Group(
      id: GroupID(from: random), chain: chain.id, parent: nil, code: try Code("east"),
      name: try Name("East"))
    dealer = Partner(
      id: PartnerID(from: random), code: try Code("suzhou"), name: try Name("Suzhou"),
      kind: .dealer, state: .active)
    outlet = Partner(
      id: PartnerID(from: random), code: try Code("kunshan"), name: try Name("Kunshan"),
      kind: .outlet)
    place = Membership(
      id: MembershipID(from: random), chain: chain.id, partner: dealer.id, groups: [group.id],
      parent: nil)
    sales = Department(
      id: DepartmentID(from: random), organization: .enterprise, parent: nil,
      code: try Code("sales"), name: try Name("Sales"))
    zhang = Contact(
      id: ContactID(from: random), organization: .enterprise, code: try Code("zhang"),
      name: try Name("张伟"), placements: [.init(department: sales.id)],
      phones: [try PhoneNumber("+86 138 1234 5678")], emails: [try EmailAddress("z@example.com")])
    for record: Record in [
      .chain(chain), .group(group), .partner(dealer), .partner(outlet), .membership(place),
      .department(sales), .contact(zhang),
    ] { state.put(record) }
  }

  private func plan(
    _ row: JSON, _ kind: RowKind, for party: Party = .enterprise
  ) throws -> RowPlan {
    var planner = RowPlanner(organization: party)
    return try planner.plan(
      try ImportRow(row, kind), id: ContactID(from: random).record, in: state)
  }

  private func refusal(
    _ row: JSON, _ kind: RowKind, for party: Party = .enterprise
  ) throws -> Refusal? {
    do {
      _ = try plan(row, kind, for: party)
      return nil
    } catch let refusal as Refusal {
      return refusal
    }
  }

  // MARK: Departments and contacts

  @Test func `a code that nobody has is a new record with all that the row says`() throws {
    let plan = try plan(
      [
        "code": "li", "name": "李娜", "employment": "leave", "last_day": "2026-12-31",
        "departments": [["department": "sales", "position": "经理"]],
      ], .contacts)
    #expect(plan.isNew && plan.fields.isEmpty)
    guard case .create(.contact(let contact)) = plan.command else {
      Issue.record("creates no contact")
      return
    }
    #expect(contact.name.text == "李娜")
    #expect(contact.placements.map(\.department) == [sales.id])
    #expect(contact.placements.map { $0.position?.text } == ["经理"])
    #expect(contact.employment == .leave)
    #expect(contact.lastDay?.description == "2026-12-31")
  }

  @Test(
    arguments: [
      ["code": "li", "name": "张伟", "phones": ["+86 138 1234 5678"], "emails": ["z@example.com"]],
      ["code": "Zhang", "name": "张伟", "phones": ["+86 138 1234 5678"]],
    ] as [JSON])
  func `a name, a number or an address finds nobody, nor does a code in other letters`(row: JSON)
    throws
  {
    #expect(try plan(row, .contacts).isNew)
    #expect(state.lookedUp.allSatisfy { $0.text == row["code"]?.string })
  }

  @Test(
    arguments: [
      (["code": "zhang"], []), (["code": "zhang", "name": "张伟"], []),
      (["code": "zhang", "name": "张 伟"], ["name"]),
      (["code": "zhang", "last_day": nil], []), (["code": "zhang", "phones": nil], ["phones"]),
      (["code": "zhang", "emails": [], "departments": nil], ["departments", "emails"]),
      (["code": "zhang", "employment": "resigned"], ["employment"]),
      (["code": "zhang", "custom": ["badge": ["value": "1", "class": "public"]]], ["custom"]),
    ] as [(JSON, [String])])
  func `only what a row names and what differs is changed`(row: JSON, fields: [String]) throws {
    let plan = try plan(row, .contacts)
    #expect(!plan.isNew)
    #expect(plan.fields == fields)
    #expect((plan.command == nil) == fields.isEmpty)
  }

  @Test func `a department moves below a parent, and away from it`() throws {
    let child = Department(
      id: DepartmentID(from: random), organization: .enterprise, parent: sales.id,
      code: try Code("east"), name: try Name("East"))
    state.put(.department(child))
    #expect(try plan(["code": "east", "parent": "sales"], .departments).command == nil)
    #expect(try plan(["code": "east"], .departments).command == nil)
    let away = try plan(["code": "east", "parent": nil], .departments)
    #expect(away.fields == ["parent"])
    #expect(
      away.command
        == .change(.department(child.id, Department.Change(parent: .some(nil)))))
  }

  @Test func `an organization finds its own records and no other's`() throws {
    #expect(try plan(["code": "zhang", "name": "Z"], .contacts, for: .partner(dealer.id)).isNew)
    let refusal = try refusal(
      ["code": "x", "name": "X", "departments": [["department": "sales"]]], .contacts,
      for: .partner(dealer.id))
    #expect(refusal?.reason == .invalidReference)
  }

  // MARK: Refusals

  @Test(
    arguments: [
      (["code": "x", "name": "X", "parent": "gone"], .departments, .invalidReference, "parent"),
      (["code": "x"], .departments, .invalidValue, "name"),
      (["code": "x"], .contacts, .invalidValue, "name"),
      (
        ["code": "zhang", "departments": [["department": "sales"], ["department": "gone"]]],
        .contacts, .invalidReference, "departments/1/department"
      ),
      (["code": "x", "kind": "dealer"], .partners, .invalidValue, "name"),
      (["code": "x", "name": "X"], .partners, .invalidValue, "kind"),
      (["chain": "gone", "partner": "suzhou"], .memberships, .invalidReference, "chain"),
      (["chain": "dealers", "partner": "gone"], .memberships, .invalidReference, "partner"),
      (
        ["chain": "dealers", "partner": "kunshan", "groups": ["east", "west"]], .memberships,
        .invalidReference, "groups/1"
      ),
      (
        ["chain": "dealers", "partner": "suzhou", "parent": "kunshan"], .memberships,
        .invalidReference, "parent"
      ),
    ] as [(JSON, RowKind, Refusal.Reason, String)])
  func `what a row lacks or names in vain is refused with its place`(
    row: JSON, kind: RowKind, reason: Refusal.Reason, field: String
  ) throws {
    let refusal = try refusal(row, kind)
    #expect(refusal?.reason == reason)
    #expect(refusal?.field == field)
  }

  // MARK: Partners and memberships

  @Test(
    arguments: [
      ("kunshan", "pending", true), ("kunshan", "active", true), ("kunshan", "suspended", false),
      ("kunshan", "terminated", false), ("suzhou", "active", true), ("suzhou", "pending", false),
      ("suzhou", "suspended", false), ("suzhou", "terminated", false), ("new", "active", true),
      ("new", "suspended", false),
    ])
  func `of a partner's life only the first step is taken`(
    code: String, wanted: String, isTaken: Bool
  ) throws {
    let row: JSON = [
      "code": .string(code), "name": "New", "kind": "dealer", "state": .string(wanted),
    ]
    #expect(try refusal(row, .partners)?.field == (isTaken ? nil : "state"))
  }

  @Test func `a pending partner is activated by a second command, once`() throws {
    let row = try ImportRow(["code": "kunshan", "state": "active"], .partners)
    #expect(row.hasSecondStep)
    var planner = RowPlanner(organization: .enterprise)
    let id = PartnerID(from: random).record
    #expect(try planner.plan(row, id: id, in: state).command == nil)
    #expect(try planner.activation(row, in: state) == .movePartner(outlet.id, .activate))
    state.put(
      .partner(
        Partner(
          id: outlet.id, code: outlet.code, name: outlet.name, kind: .outlet, state: .active)))
    #expect(try planner.activation(row, in: state) == nil)
  }

  @Test func `a membership is found by its chain and partner and hangs below another`() throws {
    let row: JSON = ["chain": "dealers", "partner": "kunshan", "parent": "suzhou"]
    guard case .create(.membership(let made)) = try plan(row, .memberships).command else {
      Issue.record("creates no membership")
      return
    }
    #expect(made.parent == place.id && made.partner == outlet.id && made.groups.isEmpty)
    state.put(.membership(made))
    #expect(try plan(row, .memberships).command == nil)
    let moved = try plan(
      ["chain": "dealers", "partner": "kunshan", "groups": ["east"], "parent": nil], .memberships)
    #expect(moved.fields == ["groups", "parent"])
  }

  // MARK: Looking up

  @Test func `what many rows refer to is looked up once`() throws {
    var planner = RowPlanner(organization: .enterprise)
    for number in 0..<5 {
      let row: JSON = [
        "code": .string("c\(number)"), "name": "C", "departments": [["department": "sales"]],
      ]
      _ = try planner.plan(
        try ImportRow(row, .contacts), id: ContactID(from: random).record, in: state)
    }
    #expect(state.lookedUp.count { $0.kind == .department } == 1)
    #expect(state.lookedUp.count { $0.kind == .contact } == 5)
  }

  @Test func `a parent that came in between is found although it was not there before`() throws {
    var planner = RowPlanner(organization: .enterprise)
    let row = try ImportRow(["code": "child", "name": "Child", "parent": "late"], .departments)
    let id = DepartmentID(from: random)
    #expect(throws: Refusal.self) { try planner.plan(row, id: id.record, in: state) }
    let late = Department(
      id: DepartmentID(from: random), organization: .enterprise, parent: nil,
      code: try Code("late"), name: try Name("Late"))
    state.put(.department(late))
    guard
      case .create(.department(let made)) = try planner.plan(row, id: id.record, in: state)
        .command
    else {
      Issue.record("creates no department")
      return
    }
    #expect(made.parent == late.id)
  }
}

import Wire

/// The organizations of the demonstration and what they begin with, made through the public API.
///
/// A brand; a dealer in the east who has a dealer of its own; a dealer in the south without a system;
/// a supplier.
struct DemoCast {
  let brand: DemoMember
  let suzhou: DemoMember
  let kunshan: DemoMember
  let shenzhen: DemoMember
  let boshi: DemoMember
  /// Records that the round changes, by the words that it uses for them.
  let records: [String: String]
  let organizations: [String]

  var members: [DemoMember] { [brand, suzhou, kunshan, shenzhen, boshi] }

  init(on stage: DemoStage, faults: DemoFaults) throws {
    let admin = try APIClient.local(stage.url, key: stage.key)
    var making = Making(admin: admin, url: stage.url)
    let chain = try making.create(
      "chain", "/v1/chains", ["code": "dealers", "name": "Dealers 经销商"])
    let east = try making.create(
      "east", "/v1/groups", ["chain": .string(chain), "code": "east", "name": "East 华东"])
    let south = try making.create(
      "south", "/v1/groups", ["chain": .string(chain), "code": "south", "name": "South 华南"])
    try making.people()
    let suzhou = try making.partner("suzhou", "Suzhou Dealer 苏州经销商", "dealer")
    let above = try making.join(suzhou, chain: chain, group: east, below: nil)
    let kunshan = try making.partner("kunshan", "Kunshan Outlet 昆山分销", "dealer")
    _ = try making.join(kunshan, chain: chain, group: east, below: above)
    let shenzhen = try making.partner("shenzhen", "Shenzhen Dealer 深圳经销商", "dealer")
    _ = try making.join(shenzhen, chain: chain, group: south, below: nil)
    let boshi = try making.partner("boshi", "Boshi Electronics 博实电子", "supplier")
    try making.rules(east: east, south: south, boshi: boshi)
    let enterprise = try admin.read("/v1/enterprise")["id"]?.string ?? ""
    organizations = [enterprise, suzhou, kunshan, shenzhen, boshi]
    brand = try making.member("the brand's CRM", nil, mock: faults.options(of: "crm"))
    self.suzhou = try making.member("suzhou", suzhou, mock: faults.options(of: "suzhou"))
    self.kunshan = try making.member("kunshan", kunshan, mock: faults.options(of: "kunshan"))
    self.shenzhen = try making.member("shenzhen", shenzhen, mock: nil)
    self.boshi = try making.member("boshi", boshi, mock: faults.options(of: "boshi"))
    try making.staff(of: self.boshi)
    records = making.records
  }

  /// The id under which a named record is known to the enterprise (or, for a partner's own record,
  /// to that partner).
  func id(_ name: String) -> String { records[name] ?? "" }
}

/// Makes the cast step by step and remembers what it made.
private struct Making {
  let admin: APIClient
  let url: String
  var records: [String: String] = [:]

  mutating func create(_ name: String, _ path: String, _ body: JSON) throws -> String {
    let id = try admin.post(path, body)["id"]?.string ?? ""
    records[name] = id
    return id
  }

  mutating func people() throws {
    for (code, name) in [
      ("sales-east", "Sales East 华东销售部"), ("service", "Service 售后服务部"),
      ("purchasing", "Purchasing 采购部"), ("lab", "Laboratory 研发中心"),
    ] {
      _ = try create(code, "/v1/departments", ["code": .string(code), "name": .string(name)])
    }
    try contact("zhang", "张伟", in: "sales-east", phone: "+86 138 0012 5678")
    try contact("li", "李娜", in: "sales-east", phone: "+86 139 0011 2233")
    try contact("wang", "王芳 Wang Fang", in: "service", phone: "+86 137 4455 6677")
    try contact("chen", "陈静", in: "purchasing", phone: "+86 136 8899 0011")
    try contact("zhao", "赵𠮷", in: "lab", phone: "+86 135 1234 0000")
  }

  mutating func contact(
    _ code: String, _ name: String, in department: String, phone: String
  ) throws {
    _ = try create(
      code, "/v1/contacts",
      [
        "code": .string(code), "name": .string(name), "phones": [.string(phone)],
        "emails": [.string("\(code)@huacheng.example")],
        "departments": [["department": .string(records[department] ?? "")]],
      ])
  }

  mutating func partner(_ code: String, _ name: String, _ kind: String) throws -> String {
    let id = try create(
      code, "/v1/partners", ["code": .string(code), "name": .string(name), "kind": .string(kind)])
    try admin.post("/v1/partners/\(id)/activate")
    return id
  }

  mutating func join(
    _ partner: String, chain: String, group: String, below parent: String?
  ) throws -> String {
    var body: JSONObject = [
      "chain": .string(chain), "partner": .string(partner), "groups": [.string(group)],
    ]
    if let parent { body["parent"] = .string(parent) }
    return try create("membership \(partner)", "/v1/memberships", .object(body))
  }

  mutating func rules(east: String, south: String, boshi: String) throws {
    try rule(
      "sales-to-east", sees: "sales-east", ["groups": [.string(east)]],
      ["public": "clear", "business": "clear", "personal": "masked"])
    try rule(
      "service-to-all", sees: "service", ["groups": [.string(east), .string(south)]],
      ["public": "clear", "business": "clear"])
    try rule(
      "purchasing-to-boshi", sees: "purchasing", ["partners": [.string(boshi)]],
      ["public": "clear", "business": "clear"])
  }

  private mutating func rule(
    _ code: String, sees department: String, _ seenBy: JSON, _ levels: JSON
  ) throws {
    _ = try create(
      code, "/v1/rules",
      [
        "code": .string(code), "effect": "allow",
        "seen": ["departments": [.string(records[department] ?? "")]], "seen_by": seenBy,
        "fields": ["classes": levels],
      ])
  }

  /// Gives an organization a key of its own and, unless `mock` is nil, a system that receives.
  func member(_ name: String, _ partner: String?, mock options: [String]?) throws -> DemoMember {
    var client = admin
    if let partner {
      let body: JSON = ["party": .string(partner), "name": .string("\(name) admin")]
      client = try APIClient.local(url, key: try admin.post("/v1/keys", body)["key"]?.string)
    }
    let mock = try options.map { try MockProcess(options: $0) }
    if let mock {
      try client.post(
        "/v1/endpoints",
        [
          "code": "system", "url": .string(mock.url + "/hooks"), "secret": .string(mock.secret),
          // Without the digest a mock could compare counts only.
          "checkpoint_digest": true,
        ])
    }
    return DemoMember(name: name, partner: partner, client: client, mock: mock)
  }

  /// A supplier's own people, and its own rule that shows them to the enterprise.
  mutating func staff(of supplier: DemoMember) throws {
    func create(_ path: String, _ body: JSON) throws -> String {
      try supplier.client.post(path, body)["id"]?.string ?? ""
    }
    let department = try create(
      "/v1/departments", ["code": "key-accounts", "name": "Key Accounts 大客户部"])
    records["liu"] = try create(
      "/v1/contacts",
      [
        "code": "liu", "name": "刘洋", "phones": ["+86 133 2211 4455"],
        "departments": [["department": .string(department)]],
      ])
    _ = try create(
      "/v1/rules",
      [
        "code": "to-the-brand", "effect": "allow",
        "seen": ["departments": [.string(department)]], "seen_by": ["enterprise": true],
        "fields": ["classes": ["public": "clear", "business": "clear", "personal": "clear"]],
      ])
  }
}

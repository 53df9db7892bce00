import Wire

/// The dealers and suppliers of the example, and where they stand.
struct PartnerPlan {
  private(set) var partners: [Example.Partner] = []
  private(set) var memberships: [Example.Membership] = []

  /// What is bought, and who sells it.
  struct Commodity: Sendable {
    let code: String
    let name: String
    let suppliers: [(code: String, name: String)]
  }

  static let dealerChain = "dealers"
  static let supplierChain = "suppliers"

  static let commodities: [Commodity] = [
    Commodity(
      code: "electronics", name: "Electronics 电子",
      suppliers: [
        ("boshi", "Boshi Electronics 博实电子"), ("xingchen", "Xingchen Chips 星辰芯片"),
        ("lanhai", "Lanhai Displays 蓝海显示"),
      ]),
    Commodity(
      code: "castings", name: "Castings 铸件",
      suppliers: [("jinhe", "Jinhe Castings 金禾铸造"), ("tieshan", "Tieshan Foundry 铁山铸业")]),
    Commodity(
      code: "interior", name: "Interior 内饰",
      suppliers: [("yunfan", "Yunfan Seats 云帆座椅"), ("qingmu", "Qingmu Interiors 青木内饰")]),
    Commodity(
      code: "chemicals", name: "Chemicals 化工",
      suppliers: [
        ("caihong", "Caihong Coatings 彩虹涂料"), ("songyuan", "Songyuan Rubber 松源橡胶"),
        ("beichen", "Beichen Adhesives 北辰胶业"),
      ]),
  ]

  init() {
    for region in RegionPlan.all {
      for province in region.provinces {
        for city in province.cities { add(city, "\(region.code)-\(province.code)", under: nil) }
      }
    }
    for commodity in Self.commodities {
      for supplier in commodity.suppliers {
        partners.append(
          Example.Partner(code: supplier.code, name: supplier.name, kind: "supplier"))
        memberships.append(
          Example.Membership(
            chain: Self.supplierChain, partner: supplier.code, group: commodity.code, parent: nil))
      }
    }
  }

  private mutating func add(_ city: RegionPlan.City, _ group: String, under parent: String?) {
    let title = city.code.prefix(1).uppercased() + city.code.dropFirst()
    let name =
      parent == nil ? "\(title) Huacheng \(city.name)华诚汽车销售" : "\(title) Outlet \(city.name)分销"
    partners.append(Example.Partner(code: city.code, name: name, kind: "dealer"))
    memberships.append(
      Example.Membership(
        chain: Self.dealerChain, partner: city.code, group: group, parent: parent))
    for branch in city.branches { add(branch, group, under: city.code) }
  }

  /// Chains and groups, in the form of setup lines.
  var structure: [JSON] {
    var lines: [JSON] = [
      ["chain": ["code": .string(Self.dealerChain), "name": "Dealers 经销商"]],
      ["chain": ["code": .string(Self.supplierChain), "name": "Suppliers 供应商"]],
    ]
    for region in RegionPlan.all {
      lines.append(Self.group(Self.dealerChain, region.code, region.name))
      for province in region.provinces {
        lines.append(
          Self.group(
            Self.dealerChain, "\(region.code)-\(province.code)", province.name,
            under: region.code))
      }
    }
    for commodity in Self.commodities {
      lines.append(Self.group(Self.supplierChain, commodity.code, commodity.name))
    }
    return lines
  }

  private static func group(
    _ chain: String, _ code: String, _ name: String, under parent: String? = nil
  ) -> JSON {
    var body: JSONObject = [
      "chain": .string(chain), "code": .string(code), "name": .string(name),
    ]
    if let parent { body["parent"] = .string(parent) }
    return ["group": .object(body)]
  }
}

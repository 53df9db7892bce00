/// A department of the example with what is under it, and who works there.
struct DepartmentPlan: Sendable {
  let code: String
  let name: String
  /// How many of the staff work here, in proportion to others; 0 where there is a head only.
  var weight = 0
  var children: [DepartmentPlan] = []

  /// The divisions, the first of four levels.
  static let divisions: [DepartmentPlan] =
    [sales, service, purchasing, development, manufacturing] + administration

  /// Every department, parents before their children.
  static var departments: [Example.Department] {
    divisions.flatMap { $0.departments(under: nil) }
  }

  private func departments(under parent: String?) -> [Example.Department] {
    [Example.Department(code: code, name: name, parent: parent)]
      + children.flatMap { $0.departments(under: code) }
  }

  /// Every department with its level, 1 being a division, and the division that it belongs to.
  static var places: [Place] {
    divisions.flatMap { $0.places(at: 1, in: $0.code) }
  }

  struct Place {
    let plan: DepartmentPlan
    let level: Int
    let division: String
  }

  private func places(at level: Int, in division: String) -> [Place] {
    [Place(plan: self, level: level, division: division)]
      + children.flatMap { $0.places(at: level + 1, in: division) }
  }

  /// A department whose children have its code before their own.
  private init(
    _ code: String, _ name: String, weight: Int = 0, _ children: [(String, String, Int)] = []
  ) {
    self.init(
      code: code, name: name, weight: weight,
      children: children.map {
        DepartmentPlan(code: "\(code)-\($0.0)", name: $0.1, weight: $0.2)
      })
  }

  private init(code: String, name: String, weight: Int = 0, children: [DepartmentPlan] = []) {
    self.code = code
    self.name = name
    self.weight = weight
    self.children = children
  }
}

extension DepartmentPlan {
  private static let sales = DepartmentPlan(
    code: "sales", name: "Sales 营销中心",
    children: RegionPlan.all.map { region in
      DepartmentPlan(
        code: "sales-\(region.code)", name: "Sales \(region.name)销售部",
        children: region.provinces.map { province in
          DepartmentPlan(
            "sales-\(region.code)-\(province.code)", "Sales \(province.name)销售处",
            [("retail", "Retail 零售组", 7), ("fleet", "Fleet 大客户组", 4)])
        })
    })

  private static let service = DepartmentPlan(
    code: "service", name: "Service 售后服务中心",
    children: RegionPlan.all.map { region in
      DepartmentPlan(
        "service-\(region.code)", "Service \(region.name)服务部",
        [
          ("technical", "Technical support 技术支持", 5), ("parts", "Parts 配件", 5),
          ("claims", "Claims 索赔", 3),
        ])
    })

  private static let purchasing = DepartmentPlan(
    code: "purchasing", name: "Purchasing 采购中心",
    children: PartnerPlan.commodities.map { commodity in
      DepartmentPlan(
        "purchasing-\(commodity.code)", "Purchasing \(commodity.name)采购部",
        [
          ("sourcing", "Sourcing 寻源", 8), ("logistics", "Inbound logistics 入厂物流", 5),
          ("quality", "Supplier quality 供应商质量", 7),
        ])
    })

  private static let development = DepartmentPlan(
    code: "development", name: "Research and development 研发中心",
    children: [
      ("vehicle", "Vehicle 整车"), ("powertrain", "Powertrain 动力总成"),
      ("electronics", "Electronics 电子电器"), ("software", "Software 软件"),
    ].map { code, name in
      DepartmentPlan(
        code: "development-\(code)", name: "\(name)研究院",
        children: [("design", "Design 设计所"), ("testing", "Testing 试验所")].map { kind, title in
          DepartmentPlan(
            "development-\(code)-\(kind)", "\(name) \(title)",
            [("platform", "Platform 平台组", 14), ("projects", "Projects 项目组", 18)])
        })
    })

  private static let manufacturing = DepartmentPlan(
    code: "manufacturing", name: "Manufacturing 制造中心",
    children: [
      ("wuxi", "Wuxi plant 无锡工厂"), ("changchun", "Changchun plant 长春工厂"),
      ("chongqing", "Chongqing plant 重庆工厂"),
    ].map { plant, name in
      DepartmentPlan(
        code: "manufacturing-\(plant)", name: name,
        children: [
          ("stamping", "Stamping 冲压车间"), ("welding", "Welding 焊装车间"),
          ("painting", "Painting 涂装车间"), ("assembly", "Assembly 总装车间"),
        ].map { shop, title in
          DepartmentPlan(
            "manufacturing-\(plant)-\(shop)", title,
            [("day", "Day shift 白班", 30), ("night", "Night shift 夜班", 24)])
        })
    })

  private static let administration: [DepartmentPlan] = [
    DepartmentPlan(
      "quality", "Quality 质量中心",
      [
        ("inspection", "Inspection 检验部", 40), ("field", "Field quality 市场质量部", 25),
        ("systems", "Systems 体系部", 12),
      ]),
    DepartmentPlan(
      "finance", "Finance 财务中心",
      [
        ("accounting", "Accounting 会计部", 30), ("control", "Controlling 成本管理部", 22),
        ("treasury", "Treasury 资金部", 10),
      ]),
    DepartmentPlan(
      "people", "Human resources 人力资源中心",
      [
        ("recruiting", "Recruiting 招聘部", 18), ("training", "Training 培训部", 18),
        ("payroll", "Payroll 薪酬部", 12),
      ]),
    DepartmentPlan(
      "it", "Information technology 信息中心",
      [
        ("applications", "Applications 应用部", 40), ("infrastructure", "Infrastructure 基础设施部", 28),
        ("security", "Security 信息安全部", 12),
      ]),
    DepartmentPlan("legal", "Legal and compliance 法务合规部", weight: 16),
  ]
}

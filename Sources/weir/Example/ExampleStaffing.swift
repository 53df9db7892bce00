/// Puts people into the departments of the example.
struct ExampleStaffing {
  let dice: Dice
  let names: ExampleNames

  static let count = 5_000

  /// The heads of all departments first, then everybody else, by the weights of the departments.
  var contacts: [Example.Contact] {
    let places = DepartmentPlan.places
    var lots: [DepartmentPlan.Place] = []
    for place in places {
      lots += Array(repeating: place, count: place.plan.weight)
    }
    var addresses = AddressBook(domain: "example.com")
    return (1...Self.count).map { number in
      let isHead = number <= places.count
      let place = isHead ? places[number - 1] : dice.pick(lots)
      let position =
        isHead
        ? Self.heads[place.level - 1] : dice.pick(Self.positions[place.division] ?? Self.others)
      var placements = [Example.Placement(department: place.plan.code, position: position)]
      if !isHead, dice.happens(3) {
        let second = dice.pick(lots).plan.code
        if second != place.plan.code {
          placements.append(Example.Placement(department: second, position: "兼职 Seconded"))
        }
      }
      return contact(Self.code(number), placements, &addresses)
    }
  }

  /// The number of an employee as this enterprise writes it.
  static func code(_ number: Int) -> String {
    let digits = "\(number)"
    return "h" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }

  /// Somebody new.
  func contact(
    _ code: String, _ placements: [Example.Placement], _ addresses: inout AddressBook
  ) -> Example.Contact {
    let drawn = names.draw()
    var phones = [phone()]
    if dice.happens(12) { phones.append(phone()) }
    return Example.Contact(
      code: code, name: drawn.name, placements: placements, phones: phones,
      emails: [addresses.address(drawn.local ?? code)],
      employment: dice.happens(2) ? "leave" : "active", custom: custom(code))
  }

  /// No subscriber's number begins with 0 in any Chinese area, and London's 7946 0xxx is kept for
  /// fiction: nobody has any of these.
  func phone() -> String {
    guard !dice.happens(5) else { return "+44 20 7946 0\(dice.digits(3))" }
    let area = dice.pick(dice.pick(RegionPlan.all).provinces).areaCode
    let tail = area.count == 2 ? 4 : 3
    return "+86 \(area) 0\(dice.digits(3)) \(dice.digits(tail))"
  }

  private func custom(_ code: String) -> [Example.Custom] {
    guard dice.happens(6) else { return [] }
    return [
      dice.happens(50)
        ? Example.Custom(name: "wechat", fieldClass: "personal", value: "hc_\(code)")
        : Example.Custom(
          name: "languages", fieldClass: "public", value: dice.pick(["中文, English", "中文, Deutsch"]))
    ]
  }

  private static let heads = ["总监 Director", "部长 Head", "经理 Manager", "主管 Team lead"]
  private static let others = ["专员 Specialist", "主任 Officer", "助理 Assistant"]
  private static let positions = [
    "sales": ["客户经理 Account manager", "区域销售 Area sales", "渠道专员 Channel specialist"],
    "service": ["技术顾问 Technical adviser", "服务工程师 Service engineer", "配件计划员 Parts planner"],
    "purchasing": ["采购工程师 Buyer", "供应商管理 Supplier manager", "物流计划员 Logistics planner"],
    "development": ["工程师 Engineer", "高级工程师 Senior engineer", "试验员 Test engineer"],
    "manufacturing": ["操作工 Operator", "班长 Shift leader", "设备技师 Technician", "质检员 Inspector"],
  ]
}

/// Gives out e-mail addresses, each once.
struct AddressBook {
  let domain: String
  private var counts: [String: Int] = [:]

  init(domain: String) {
    self.domain = domain
  }

  mutating func address(_ local: String) -> String {
    let count = (counts[local] ?? 0) + 1
    counts[local] = count
    return "\(local)\(count == 1 ? "" : "\(count)")@\(domain)"
  }
}

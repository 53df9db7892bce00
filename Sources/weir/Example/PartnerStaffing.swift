import Wire

/// Gives partners departments, people, and rules that show them to the enterprise.
struct PartnerStaffing {
  let dice: Dice
  let names: ExampleNames

  /// Setup lines, those of one partner together.
  func lines(for plan: PartnerPlan) -> [JSON] {
    plan.partners.flatMap { lines(for: $0) }
  }

  private func lines(for partner: Example.Partner) -> [JSON] {
    let kind = partner.kind == "dealer" ? Self.dealer : Self.supplier
    func line(_ noun: String, _ body: JSON) -> JSON {
      ["as": .string(partner.code), noun: body]
    }
    let departments = kind.departments.map { department -> JSON in
      line("department", ["code": .string(department.code), "name": .string(department.name)])
    }
    let staffing = ExampleStaffing(dice: dice, names: names)
    var addresses = AddressBook(domain: "\(partner.code).example.com")
    let people = (1...(4 + dice.below(6))).map { number -> JSON in
      let department =
        number <= kind.departments.count
        ? kind.departments[number - 1] : dice.pick(kind.departments)
      let contact = staffing.contact(
        "\(partner.code)-\(number)",
        [
          Example.Placement(
            department: department.code,
            position: number <= kind.departments.count ? "经理 Manager" : department.position)
        ], &addresses)
      return line("contact", .object(contact.members))
    }
    return departments + people + [line("rule", kind.rule)]
  }

  private struct Kind: Sendable {
    let departments: [(code: String, name: String, position: String)]
    let rule: JSON
  }

  private static let dealer = Kind(
    departments: [
      ("management", "Management 总经办", "助理 Assistant"),
      ("showroom", "Showroom 展厅销售部", "销售顾问 Sales adviser"),
      ("workshop", "Workshop 维修车间", "技师 Technician"),
    ],
    rule: [
      "code": "to-the-brand", "effect": "allow",
      "seen": ["departments": ["management", "showroom"]], "seen_by": ["enterprise": true],
      "fields": ["classes": ["public": "clear", "business": "clear", "personal": "masked"]],
    ])

  private static let supplier = Kind(
    departments: [
      ("key-accounts", "Key accounts 大客户部", "客户经理 Account manager"),
      ("quality", "Quality 质量部", "质量工程师 Quality engineer"),
      ("production", "Production 生产部", "计划员 Planner"),
    ],
    rule: [
      "code": "to-purchasing", "effect": "allow",
      "seen": ["departments": ["key-accounts", "quality"]], "seen_by": ["enterprise": true],
      "fields": ["classes": ["public": "clear", "business": "clear", "personal": "clear"]],
    ])
}

extension Example.Contact {
  /// The members of a setup line or a row.
  var members: JSONObject {
    var body: JSONObject = ["code": .string(code), "name": .string(name)]
    body["departments"] = .array(
      placements.map {
        ["department": .string($0.department), "position": .string($0.position)]
      })
    body["phones"] = .array(phones.map { .string($0) })
    body["emails"] = .array(emails.map { .string($0) })
    body["employment"] = .string(employment)
    if !custom.isEmpty {
      var fields = JSONObject()
      for field in custom {
        fields[field.name] = ["value": .string(field.value), "class": .string(field.fieldClass)]
      }
      body["custom"] = .object(fields)
    }
    return body
  }
}

import Wire

extension DemoRound {
  private static let noRule = "no rule shows it to them"

  /// The round: an ordinary change, records that leave and enter the view, a rule that narrows, a
  /// suspension, and a change that goes upstream.
  static var steps: [Step] {
    [
      Step(
        title: "张伟 of Sales East gets a new phone number and e-mail",
        make: { cast in
          try cast.brand.client.patch(
            "/v1/contacts/\(cast.id("zhang"))",
            ["phones": ["+86 138 9999 0001"], "emails": ["zhang.wei@huacheng.example"]])
        }, reasons: ["boshi": noRule]),
      Step(
        title: "李娜 moves from Sales East to the Laboratory, which no rule shows",
        make: { cast in
          try cast.brand.client.patch(
            "/v1/contacts/\(cast.id("li"))",
            ["departments": [["department": .string(cast.id("lab"))]]])
        }, reasons: ["boshi": noRule]),
      Step(title: "孙强 joins Service, which all dealers see") { cast in
        try cast.brand.client.post(
          "/v1/contacts",
          [
            "code": "sun", "name": "孙强", "phones": ["+86 132 1000 2000"],
            "departments": [["department": .string(cast.id("service"))]],
          ])
      },
      Step(title: "the rule for Sales East no longer shows personal fields, not even masked") {
        cast in
        try cast.brand.client.patch(
          "/v1/rules/\(cast.id("sales-to-east"))", ["fields": ["classes": ["personal": "hidden"]]])
      },
      Step(
        title: "kunshan is suspended, and 王芳 of Service is renamed meanwhile",
        make: { cast in
          try cast.brand.client.post("/v1/partners/\(cast.id("kunshan"))/suspend")
          try cast.brand.client.patch(
            "/v1/contacts/\(cast.id("wang"))", ["name": "王芳 Fang Wang"])
        },
        reasons: ["kunshan": "it is suspended: its copy stays where it is", "boshi": noRule]),
      Step(title: "kunshan is resumed") { cast in
        try cast.brand.client.post("/v1/partners/\(cast.id("kunshan"))/resume")
      },
      Step(
        title: "刘洋 of the supplier boshi changes, which boshi's own rule shows upstream",
        make: { cast in
          try cast.boshi.client.patch(
            "/v1/contacts/\(cast.id("liu"))", ["phones": ["+86 133 0000 7777"]])
        }, reasons: ["suzhou": noRule, "kunshan": noRule]),
    ]
  }
}

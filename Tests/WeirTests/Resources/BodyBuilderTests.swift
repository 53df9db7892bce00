import Testing
import Wire

@testable import weir

@Suite struct BodyBuilderTests {
  private func body(
    _ resource: Resource, _ values: [String: [String]], over data: JSONObject = [:]
  ) throws -> JSON {
    let builder = BodyBuilder(fields: resource.fields, told: Invocation(values: values)) {
      noun, text, scope in "\(noun):\(text)" + (scope.map { "@\($0)" } ?? "")
    }
    return try builder.body(over: data)
  }

  @Test func `a contact is made of its options`() throws {
    let values = [
      "code": ["li.na"], "name": ["李娜"], "phone": ["+1", "+2"], "email": [""],
      "department": ["sales:Chief: all", "service"], "last-day": [""], "employment": ["leave"],
      "custom": ["site=https://x.example:public", "badge="],
    ]
    #expect(
      try body(.contact, values) == [
        "code": "li.na", "name": "李娜", "phones": ["+1", "+2"], "emails": [], "last_day": nil,
        "employment": "leave",
        "departments": [
          ["department": "department:sales", "position": "Chief: all"],
          ["department": "department:service"],
        ],
        "custom": ["site": ["value": "https://x.example", "class": "public"], "badge": nil],
      ])
  }

  @Test func `a rule is made of its options`() throws {
    let values = [
      "code": ["r"], "effect": ["allow"], "purpose": ["after_sales"], "department": ["sales"],
      "contact": ["bob"],
      "partner": ["lindner"], "group": ["sales/north"], "to-enterprise": ["no"],
      "class": ["public=clear", "personal=hidden"], "field": ["phones=masked"],
    ]
    #expect(
      try body(.rule, values) == [
        "code": "r", "effect": "allow", "purpose": "after_sales",
        "seen": ["departments": ["department:sales"], "contacts": ["contact:bob"]],
        "seen_by": [
          "partners": ["partner:lindner"], "groups": ["group:sales/north"], "enterprise": false,
        ],
        "fields": [
          "classes": ["public": "clear", "personal": "hidden"], "fields": ["phones": "masked"],
        ],
      ])
  }

  @Test func `a window is made of its ends, and an empty one is none`() throws {
    let values = ["from": ["2026-12-31T18:00:00Z"], "until": [""]]
    #expect(
      try body(.rule, values) == ["window": ["from": "2026-12-31T18:00:00Z", "until": nil]])
    let error = #expect(throws: UsageError.self) { try body(.rule, ["until": ["31.12.2026"]]) }
    #expect(error?.description.contains("2026-12-31T18:00:00Z") == true)
  }

  @Test func `a rule is made of every other selector`() throws {
    let values = [
      "single-department": ["sales"], "position": ["Chief: all", "Clerk"],
      "single-group": ["sales/north"], "kind": ["dealer", "outlet"],
      "tier": ["sales:2", "a:b:1"], "subtree": ["lindner"],
    ]
    #expect(
      try body(.rule, values) == [
        "seen": [
          "single_departments": ["department:sales"], "positions": ["Chief: all", "Clerk"],
        ],
        "seen_by": [
          "single_groups": ["group:sales/north"], "kinds": ["dealer", "outlet"],
          "tiers": [["chain": "chain:sales", "tier": 2], ["chain": "chain:a:b", "tier": 1]],
          "subtrees": ["partner:lindner"],
        ],
      ])
  }

  @Test func `a part of a scope is made of its options, and an empty one is none`() throws {
    let values = ["kind": ["department"], "purpose": [""], "chain": ["sales", "service"]]
    #expect(
      try body(.endpoint, values) == [
        "scope": [
          "kinds": ["department"], "purposes": nil, "chains": ["chain:sales", "chain:service"],
        ]
      ])
    #expect(try body(.endpoint, ["chain": [""]]) == ["scope": ["chains": nil]])
  }

  @Test func `an agreement is made of its options, and kept for good`() throws {
    let values = [
      "partner": ["lindner"], "class": ["public=clear", "personal=masked"],
      "field": ["emails=hidden"], "purpose": ["service", "after_sales"],
    ]
    #expect(
      try body(.agreement, values) == [
        "partner": "partner:lindner", "purposes": ["service", "after_sales"],
        "ceiling": [
          "classes": ["public": "clear", "personal": "masked"], "fields": ["emails": "hidden"],
        ],
      ])
    let names = ResourceCommands(resource: .agreement).command.subcommands.map(\.name)
    #expect(names == ["list", "show", "create", "change", "accept", "decline"])
  }

  @Test(arguments: ["sales", "sales:top", "sales:"])
  func `a tier without a depth is an error`(tier: String) {
    #expect(throws: UsageError.self) { try body(.rule, ["tier": [tier]]) }
  }

  @Test func `groups and parents are looked for in the chain beside them`() throws {
    let values = [
      "chain": ["sales"], "partner": ["lindner"], "group": ["north"], "parent": ["big"],
    ]
    #expect(
      try body(.membership, values) == [
        "chain": "chain:sales", "partner": "partner:lindner",
        "groups": ["group:north@chain:sales"], "parent": "membership:big@chain:sales",
      ])
  }

  @Test func `an endpoint is made of its options`() throws {
    let values = [
      "party": ["lindner"], "code": ["crm"], "receiver-url": ["https://x.example/"],
      "settings": [#"{"a":[1]}"#], "http-version": ["http/2"], "total-seconds": ["30"],
    ]
    #expect(
      try body(.endpoint, values) == [
        "party": "partner:lindner", "code": "crm", "url": "https://x.example/",
        "settings": ["a": [1]], "transport": ["version": "http/2", "total_seconds": 30],
      ])
  }

  @Test func `options are set over data, member by member`() throws {
    let data: JSONObject = ["name": "old", "transport": ["connect_seconds": 3], "extra": 1]
    #expect(
      try body(.endpoint, ["connect-seconds": ["9"], "code": ["x"]], over: data) == [
        "name": "old", "transport": ["connect_seconds": 9], "extra": 1, "code": "x",
      ])
  }

  @Test(arguments: [
    ["custom": ["badge"]], ["custom": ["badge=17"]],
  ]) func `a text that lacks a part is an error`(values: [String: [String]]) {
    #expect(throws: UsageError.self) { try body(.contact, values) }
  }

  @Test func `settings that are not JSON are an error`() {
    #expect(throws: UsageError.self) { try body(.endpoint, ["settings": ["{"]]) }
  }
}

import Wire

/// What the enterprise of the example shows to whom.
enum RulePlan {
  /// Setup lines.
  static var rules: [JSON] {
    let regions = RegionPlan.all.map { "dealers/\($0.code)" }
    let commodities = PartnerPlan.commodities.map { "suppliers/\($0.code)" }
    return RegionPlan.all.map(sales) + [
      rule(
        "service-to-dealers", "allow", ["service"], regions,
        ["public": "clear", "business": "clear"]),
      rule(
        "no-claims-to-dealers", "deny", RegionPlan.all.map { "service-\($0.code)-claims" },
        regions, ["public": "hidden", "business": "hidden", "personal": "hidden"]),
      rule(
        "purchasing-to-suppliers", "allow", ["purchasing"], commodities,
        ["public": "clear", "business": "clear", "personal": "clear"]),
      rule(
        "no-full-numbers-to-chemicals", "deny", ["purchasing"], ["suppliers/chemicals"],
        ["personal": "masked"]),
      rule(
        "field-quality-to-electronics", "allow", ["quality-field"], ["suppliers/electronics"],
        ["public": "clear", "business": "masked"]),
    ]
  }

  /// The people of a region are shown to its dealers, their numbers in part.
  private static func sales(in region: RegionPlan) -> JSON {
    rule(
      "sales-to-\(region.code)", "allow", ["sales-\(region.code)"], ["dealers/\(region.code)"],
      ["public": "clear", "business": "clear", "personal": "masked"])
  }

  private static func rule(
    _ code: String, _ effect: String, _ departments: [String], _ groups: [String],
    _ levels: JSON
  ) -> JSON {
    [
      "rule": [
        "code": .string(code), "effect": .string(effect),
        "seen": ["departments": .array(departments.map { .string($0) })],
        "seen_by": ["groups": .array(groups.map { .string($0) })],
        "fields": ["classes": levels],
      ]
    ]
  }
}

/// The systems of the example that receive.
enum EndpointPlan {
  /// By party, nil being the enterprise.
  static let systems: [(party: String?, code: String)] = [
    (nil, "crm"), ("suzhou", "dms"), ("kunshan", "dms"), ("qingdao", "dms"), ("beijing", "dms"),
    ("guangzhou", "dms"), ("boshi", "erp"), ("jinhe", "erp"),
  ]

  /// Setup lines; names under `.example` are nobody's (RFC 2606).
  static var endpoints: [JSON] {
    systems.map { system in
      var body = JSONObject()
      if let party = system.party { body["party"] = .string(party) }
      body["code"] = .string(system.code)
      body["url"] = .string("https://\(system.code).\(system.party ?? "huacheng").example/weir")
      body["checkpoint_digest"] = true
      return ["endpoint": .object(body)]
    }
  }
}

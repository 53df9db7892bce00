import Wire

/// Compares what the mocks received with what their parties may see, both read from outside.
struct DemoAudit {
  let cast: DemoCast

  /// How a system's copy stands.
  struct Finding {
    let member: String
    /// What should have arrived and did not, or did and should not have.
    let problems: [String]
    /// Records that differ from the view; nil while the party is suspended and may not ask.
    let waiting: Int?
    let records: Int
    let state: String
  }

  func findings() throws -> [Finding] {
    try cast.members.map { try finding(of: $0) }
  }

  private func finding(of member: DemoMember) throws -> Finding {
    let report = try member.mock.state()
    let state = try state(of: member)
    // A suspended partner's copy stays where it is, so nothing is expected of it.
    guard state != "suspended" else {
      return Finding(
        member: member.name, problems: report.problems.map { "\(member.name): \($0)" },
        waiting: nil, records: report.copy.count, state: state)
    }
    // What a partner was told is withdrawn when it leaves.
    let view = state == "terminated" ? [:] : try member.view(of: organizations(known: member))
    var problems: [String] = []
    for (id, row) in view.sorted(by: { $0.key < $1.key }) {
      guard let held = report.copy[id] else {
        problems.append("\(member.name) did not get \(Self.word(row, id))")
        continue
      }
      if let field = Self.difference(row, held) {
        problems.append("\(member.name) holds an older \(field) of \(Self.word(row, id))")
      }
    }
    for (id, row) in report.copy.sorted(by: { $0.key < $1.key }) where view[id] == nil {
      problems.append("\(member.name) holds \(Self.word(row, id)), which it may not see")
    }
    return Finding(
      member: member.name,
      problems: problems + report.problems.map { "\(member.name): \($0)" },
      waiting: problems.count, records: report.copy.count, state: state)
  }

  private func state(of member: DemoMember) throws -> String {
    guard let partner = member.partner else { return "active" }
    return try cast.brand.api.get("/v1/partners/\(partner)").json["state"]?.string ?? ""
  }

  /// The organizations whose records a party can ask for, by the ids that it knows.
  private func organizations(known member: DemoMember) throws -> [String] {
    // Those beside a partner in a chain come without a state, and own nothing that it may ask for.
    let partners = try Pages(member.api).all("/v1/partners", [])
      .filter { $0["state"].map { $0.string != "terminated" } ?? false }
      .compactMap { $0["id"]?.string }
    let enterprise = try member.api.get("/v1/enterprise").json["id"]?.string
    return partners + [enterprise].compactMap { $0 }
  }

  private static func word(_ row: JSON, _ id: String) -> String {
    "\(row["name"]?.string ?? "a record") (\(id))"
  }

  /// The first member that both have and that differs.
  ///
  /// The party's own records are listed in their
  /// full form, so that what only one side has says nothing.
  private static func difference(_ row: JSON, _ held: JSON) -> String? {
    let names = ["name", "code", "phones", "emails", "employment"]
    return names.first { name in
      guard let expected = row[name], let got = held[name] else {
        return row["organization"] == nil ? row[name] != held[name] : false
      }
      return expected != got
    }
  }
}

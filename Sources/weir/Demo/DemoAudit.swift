import Wire

/// Compares what the mocks received with what their parties may see, both read from outside.
struct DemoAudit {
  let cast: DemoCast

  /// What should have arrived at a system and did not, or did and should not have; empty if every
  /// copy equals its view.
  func findings() throws -> [String] {
    try cast.members.flatMap { try findings(of: $0) }
  }

  private func findings(of member: DemoMember) throws -> [String] {
    guard let mock = member.mock, try isActive(member) else { return [] }
    let report = try mock.state()
    let view = try member.view(of: try organizations(known: member))
    var findings: [String] = []
    for (id, row) in view.sorted(by: { $0.key < $1.key }) {
      guard let held = report.copy[id] else {
        findings.append("\(member.name) did not get \(Self.word(row, id))")
        continue
      }
      if let field = Self.difference(row, held) {
        findings.append("\(member.name) holds an older \(field) of \(Self.word(row, id))")
      }
    }
    for (id, row) in report.copy.sorted(by: { $0.key < $1.key }) where view[id] == nil {
      findings.append("\(member.name) holds \(Self.word(row, id)), which it may not see")
    }
    findings += report.problems.map { "\(member.name): \($0)" }
    return findings
  }

  /// A suspended partner's copy stays where it is, so nothing is expected of it.
  private func isActive(_ member: DemoMember) throws -> Bool {
    guard let partner = member.partner else { return true }
    return try cast.brand.client.read("/v1/partners/\(partner)")["state"]?.string == "active"
  }

  /// The organizations whose records a party can ask for, by the ids that it knows.
  private func organizations(known member: DemoMember) throws -> [String] {
    guard member.partner != nil else { return cast.organizations }
    let own = try Pages(member.client).all("/v1/partners", []).compactMap { $0["id"]?.string }
    let enterprise = try member.client.read("/v1/enterprise")["id"]?.string
    return own + [enterprise].compactMap { $0 }
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

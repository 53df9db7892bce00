import Domain

extension Cast {
  /// The enterprise and five partners in three tiers, most with endpoints: every relation that a
  /// rule can speak of.
  func foundWide() throws {
    try found()
    let top = try group()
    let north = try group(under: top)
    let south = try group(under: top)
    try group(under: north)
    let partners = try (0..<5).map { _ in try partner() }
    let first = try join(partners[0], [north])
    let second = try join(partners[1], [south], under: first)
    try join(partners[2], [], under: second)
    try join(partners[3], [south], under: first)
    try join(partners[4], [top])
    let sales = try department()
    let field = try department(under: sales)
    let inner = try department(under: field)
    let (open, low) = (try department(), try department())
    for place in [sales, field, inner, inner, open, low] { try contact(in: place) }
    for partner in partners.prefix(3) {
      let own = try department(of: .partner(partner))
      try contact(of: .partner(partner), in: own)
      try allow(own, to: Rule.SeenBy(enterprise: true), of: .partner(partner))
    }
    try linkColleagues()
    try allow(field, to: Rule.SeenBy(groups: [top]))
    try allow(sales, to: Rule.SeenBy(subtrees: [partners[0]]), of: .enterprise, Cast.nameOnly)
    try allow(open, to: Rule.SeenBy(kinds: [.dealer]))
    if let tier = Tier(chain: chain, depth: 2) { try allow(low, to: Rule.SeenBy(tiers: [tier])) }
    try foundOther()
    try allow(open, to: Rule.SeenBy(groups: [otherGroups[0]]), of: .enterprise, Cast.nameOnly)
    try endpoint(of: .enterprise)
    for partner in partners.prefix(3) { try endpoint(of: .partner(partner)) }
  }

  /// Everybody who has a view.
  var parties: [Party] { [.enterprise] + partners.map { .partner($0) } }
}

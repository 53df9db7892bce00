/// Throws where a scope leaves nothing, or names what would never have an effect.
func check(
  _ scope: Endpoint.Scope, of party: Party, replacing before: Endpoint.Scope?,
  in state: some DirectoryState
) throws {
  guard scope != before else { return }
  let members = [
    ("kinds", scope.kinds?.count), ("purposes", scope.purposes?.count),
    ("chains", scope.chains?.count),
  ]
  for case (let name, 0?) in members {
    throw Refusal(
      .invalidValue, "`\(name)` is empty, so that nothing would be told; leave it out for all",
      field: "scope/\(name)")
  }
  if let kinds = scope.kinds, !kinds.isSubset(of: Endpoint.Scope.allKinds) {
    throw Refusal(
      .invalidValue, "events tell of departments, contacts and links only", field: "scope/kinds")
  }
  if let kinds = scope.kinds, kinds.contains(.link), !kinds.contains(.contact) {
    throw Refusal(
      .invalidValue, "links are told with the contacts that they join; add `contact`",
      field: "scope/kinds")
  }
  guard let chains = scope.chains else { return }
  guard chains.count <= Endpoint.Scope.chainLimit else {
    throw Refusal(
      .invalidValue, "`chains` has at most \(Endpoint.Scope.chainLimit) members",
      field: "scope/chains")
  }
  guard let partner = party.partner else {
    throw Refusal(
      .invalidValue, "no rule reaches the enterprise through a chain; leave it out",
      field: "scope/chains")
  }
  // The partner may have left one since it was named, which must not stand in the way of others.
  for chain in chains.subtracting(before?.chains ?? []) {
    guard try state.membership(of: partner, in: chain) != nil else {
      throw Refusal(
        .invalidReference, "`chains` names no chain that the endpoint's partner is a member of",
        field: "scope/chains")
    }
  }
}

func decideCreation(
  of record: Record, _ request: CommandRequest, in state: some DirectoryState
) throws -> Decision {
  try request.requireAuthority(over: record)
  if let partner = record.owner.partner {
    try requireLive(partner, in: state)
  }
  try check(record, actor: request.actor, in: state)
  try requireFreeName(of: record, in: state)
  return try Decision(changes: [.creating(record)])
}

/// Throws unless a partner may still be given records.
private func requireLive(_ id: PartnerID, in state: some DirectoryState) throws {
  guard let partner = try state.partner(id) else { throw Refusal.notFound(.partner) }
  guard partner.state != .terminated else {
    throw Refusal(
      .wrongState, "this partner is terminated, which is final; link it anew as a new partner")
  }
}

/// Throws if another live record has the name that `record` would have.
func requireFreeName(of record: Record, in state: some DirectoryState) throws {
  let name = record.uniqueName(in: state.enterprise)
  guard let holder = try state.holder(of: name), holder != record.id else { return }
  if record.kind == .membership {
    throw Refusal(
      .alreadyExists, "this partner is a member of the chain already; change that membership",
      field: "partner")
  }
  throw Refusal(
    .alreadyExists,
    "another \(record.kind.name) has the code \"\(name.text)\"; choose another or change that one",
    field: "code")
}

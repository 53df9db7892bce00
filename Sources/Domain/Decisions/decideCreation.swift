func decideCreation(
  of proposed: Record, _ request: CommandRequest, in state: some DirectoryState
) throws -> Decision {
  try request.requireAuthority(over: proposed)
  let record = try proposed.settled(replacing: nil, at: request.time)
  if let partner = record.owner.partner {
    try requireLive(partner, in: state)
  }
  try requireNew(record, in: state)
  try check(record, in: state)
  try requireFreeName(of: record, in: state)
  return try Decision(changes: [.creating(record)])
}

/// Throws unless the record can begin to be: its id is free, and it stands where its life starts.
private func requireNew(_ record: Record, in state: some DirectoryState) throws {
  guard try state.record(record.id, record.kind) == nil else {
    throw Refusal(
      .alreadyExists, "there is a \(record.kind.name) of this id already; change that one",
      field: "id")
  }
  switch record {
  case .enterprise(let enterprise) where enterprise.id != state.enterprise:
    throw Refusal(
      .invalidReference, "an enterprise's records hold no other enterprise", field: "id")
  case .partner(let partner) where partner.state != .pending:
    throw Refusal(
      .invalidValue, "a new partner is pending; link it, then move it on", field: "state")
  case .agreement(let agreement) where agreement.offer != nil || agreement.version != 1:
    throw Refusal(
      .invalidValue, "a new agreement is in force at once, in version 1; offer more by a change",
      field: "offer")
  default: break
  }
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
  if record.kind == .agreement {
    throw Refusal(
      .alreadyExists, "this partner has an agreement already; change that one", field: "partner")
  }
  if record.kind == .link {
    throw Refusal(
      .alreadyExists, "this contact reports to somebody already; change that link", field: "from")
  }
  throw Refusal(
    .alreadyExists,
    "another \(record.kind.name) has the code \"\(name.text)\"; choose another or change that one",
    field: "code")
}

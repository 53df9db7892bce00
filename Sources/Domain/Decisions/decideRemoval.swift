func decideRemoval(
  of id: RecordID, _ kind: RecordKind, _ request: CommandRequest, in state: some DirectoryState
) throws -> Decision {
  guard kind != .enterprise else {
    throw Refusal(.forbidden, "an enterprise is not removed; stop the gateway and keep the store")
  }
  guard kind != .stagedChange else {
    throw Refusal(.forbidden, "a staged change is kept; allow or reject it")
  }
  guard kind != .agreement else {
    throw Refusal(
      .forbidden,
      "an agreement is kept, for without it the partner could be shown more; narrow its terms")
  }
  let record = try request.subject(id, kind, in: state)
  if case .membership(let membership) = record {
    return try decideEnd(of: membership.id, children: nil, request, in: state)
  }
  if case .partner(let partner) = record {
    try requireNeverUsed(partner, in: state)
    return try decideRemoval(of: partner, in: state)
  }
  if case .key(let key) = record, key.id == request.actor.key {
    throw Refusal(.inUse, "a key cannot remove itself; use another key to remove this one")
  }
  // A rule may name a contact that goes: it then speaks of one person less.
  if case .contact(let contact) = record {
    let links = try linksOfRemoved(contact, in: state)
    return try Decision(changes: (links + [record]).map { .removing($0) })
  }
  try requireUnused(record, in: state)
  return try Decision(changes: [.removing(record)])
}

/// A partner takes its agreement with it: both as if they had never been.
private func decideRemoval(of partner: Partner, in state: some DirectoryState) throws -> Decision {
  let name = UniqueName(agreementOf: partner.id, in: state.enterprise)
  let agreement = try state.holder(of: name).flatMap { try state.record($0, .agreement) }
  try requireUnused(.partner(partner), but: agreement?.id, in: state)
  let removed = [agreement, .partner(partner)].compactMap { $0 }
  return try Decision(changes: removed.map { .removing($0) })
}

/// Throws if something that would be left dangling hangs on the record; `other` goes with it.
private func requireUnused(
  _ record: Record, but other: RecordID? = nil, in state: some DirectoryState
) throws {
  let users = try state.attachments(to: record.id, limit: 2)
  guard let user = users.first(where: { $0.member != other }) else { return }
  throw Refusal(
    .inUse,
    "a \(user.memberKind.name) still refers to this \(record.kind.name); move or remove it first")
}

/// A partner that was ever active has a history that must not vanish with it.
private func requireNeverUsed(_ partner: Partner, in state: some DirectoryState) throws {
  let isEmpty = try !state.hasNames(in: partner.id.record)
  guard partner.state == .pending, isEmpty else {
    throw Refusal(
      .wrongState,
      "only a pending partner without records can be removed; terminate this one instead")
  }
}

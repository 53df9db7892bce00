package import Wire

/// A command with who asks, when, and what they expect to find.
package struct CommandRequest: Sendable {
  package let command: Command
  package let actor: Actor
  /// The time of the entry that the command becomes.
  package let time: Timestamp
  /// Tells whether the present version is the one that the caller saw; nil where any will do.
  package let expectation: (@Sendable (Record) -> Bool)?
  /// How many removals within the window a person has confirmed, this one included.
  package let confirmation: Int?

  package init(
    _ command: Command, by actor: Actor, at time: Timestamp,
    expectation: (@Sendable (Record) -> Bool)? = nil, confirmation: Int? = nil
  ) {
    self.command = command
    self.actor = actor
    self.time = time
    self.expectation = expectation
    self.confirmation = confirmation
  }
}

/// Decides a command on a state: what it changes, or a thrown `Refusal`.
///
/// Pure: the outcome depends on the arguments alone. Errors of `state` pass through.
package func decide(_ request: CommandRequest, in state: some DirectoryState) throws -> Decision {
  switch request.command {
  case .create(let record):
    return try decideCreation(of: record, request, in: state)
  case .change(let change):
    return try decideChange(change, request, in: state)
  case .remove(let id, let kind):
    return try decideRemoval(of: id, kind, request, in: state).braked(request, in: state)
  case .endMembership(let id, let children):
    return try decideEnd(of: id, children: children, request, in: state)
      .braked(request, in: state)
  case .movePartner(let id, let transition):
    return try decideTransition(of: id, transition, request, in: state)
  case .rekeyPartner(let id):
    return try decideRekeying(of: id, request, in: state)
  case .settleStaged(let id, let settlement):
    return try decideSettlement(of: id, settlement, request, in: state)
  case .settleAgreement(let id, let settlement):
    return try decideAgreement(of: id, settlement, request, in: state)
  case .settleDue(let id):
    return try decideDue(of: id, request, in: state)
  case .rotateSecret(let id, let rotation):
    return try decideRotation(of: id, rotation, request, in: state)
  }
}

extension CommandRequest {
  /// The present version of a record that the actor may write, checked against the expectation.
  func subject(
    _ id: RecordID, _ kind: RecordKind, in state: some DirectoryState
  ) throws -> Record {
    try requireAuthority(over: kind)
    guard let record = try state.record(id, kind) else {
      throw Refusal.notFound(kind)
    }
    try requireAuthority(over: record)
    try requireExpected(record)
    return record
  }

  /// Throws unless the record is in the version that the caller saw, where that matters.
  func requireExpected(_ record: Record) throws(Refusal) {
    guard expectation?(record) ?? true else {
      throw Refusal(
        .preconditionFailed,
        "the \(record.kind.name) has changed since you read it; read it again and repeat")
    }
  }
}

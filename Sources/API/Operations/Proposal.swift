import Domain
import Wire

/// A command that a request asks for, and how its outcome is answered.
struct Proposal: Sendable {
  let command: Command
  let kind: RecordKind
  let status: HTTPStatus
  let target: CommandTarget
  /// Whether the body says for which party the record is.
  let namesParty: Bool
  let merged: MergedMembers?
  /// How many removals a person has confirmed.
  let confirmation: Int?
  /// Members that are shown in this answer only.
  let extras: [Representation.Extra]

  init(
    _ command: Command, kind: RecordKind, status: HTTPStatus, target: CommandTarget,
    namesParty: Bool = false, merged: MergedMembers? = nil, confirmation: Int? = nil,
    extras: [Representation.Extra] = []
  ) {
    self.command = command
    self.kind = kind
    self.status = status
    self.target = target
    self.namesParty = namesParty
    self.merged = merged
    self.confirmation = confirmation
    self.extras = extras
  }
}

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
  /// What is to be known of it before it is carried out.
  var forecast = Forecast.none

  /// Whether what a command would do to views is counted.
  enum Forecast: Sendable {
    case none
    /// Counted, and put aside where it would withdraw more than may go without a person.
    case braked(NewStaging)
    /// Counted only: nothing is carried out.
    case preview(APIService.ThreadSlot)
  }

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

package import Domain
package import Views

/// A command whose effect on views is to be counted before it is carried out.
package struct MovementRequest: Sendable {
  package let enterprise: EnterpriseID
  package let command: Command
  package let actor: Actor
  /// As in `Submission`.
  package let expectation: (@Sendable (Record) -> Bool)?
  /// How many records are named of each direction and party.
  package let sampleLimit: Int

  package init(
    enterprise: EnterpriseID, command: Command, actor: Actor,
    expectation: (@Sendable (Record) -> Bool)? = nil, sampleLimit: Int = 5
  ) {
    self.enterprise = enterprise
    self.command = command
    self.actor = actor
    self.expectation = expectation
    self.sampleLimit = sampleLimit
  }
}

/// What a command would do to views, counted on one state.
package struct MovementReport: Sendable {
  /// The newest change of the structure that was in what was counted.
  package let structure: Position
  package let changes: [Change]
  package let movement: ViewMovement
  /// Nil where it withdraws no more than may go without a person.
  package let excess: WithdrawalExcess?
}

package enum MovementFailure: Error, Hashable, Sendable {
  /// The command would be refused.
  case refused(Refusal)
  /// Too many counts wait.
  case busy
  /// The store could not be read.
  case unavailable
  case stopping
}

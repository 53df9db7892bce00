package import Crypto
package import Domain
package import Storage

/// A command on its way to the writer, with who is told what became of it.
///
/// A class, for it passes through several lists, and a command is dear to copy.
package final class Submission: Sendable {
  package let enterprise: EnterpriseID
  package let wish: Wish
  package let actor: Actor
  /// Tells whether the present version is the one that the caller saw; nil where any will do.
  package let expectation: (@Sendable (Record) -> Bool)?
  package let repetition: Repetition?
  /// How many removals within the window a person has confirmed, this one included.
  package let confirmation: Int?
  /// The structure that what the command does was counted on: under another it is not carried out;
  /// nil where any will do.
  package let structure: Position?
  /// Called once, on a thread of the gateway, after the commit; must not block.
  package let completion: @Sendable (Result<Outcome, SubmissionFailure>) -> Void

  package init(
    enterprise: EnterpriseID, command: Command, actor: Actor,
    expectation: (@Sendable (Record) -> Bool)? = nil, confirmation: Int? = nil,
    structure: Position? = nil, repetition: Repetition? = nil,
    completion: @escaping @Sendable (Result<Outcome, SubmissionFailure>) -> Void
  ) {
    self.enterprise = enterprise
    wish = .command(command)
    self.actor = actor
    self.expectation = expectation
    self.confirmation = confirmation
    self.structure = structure
    self.repetition = repetition
    self.completion = completion
  }

  /// A command that is made when its turn comes, of what the store holds then.
  ///
  /// `draft` throws a `Refusal`, gives nil where there is nothing to do, and may be asked again where
  /// a transaction has failed; it must give every new record the same id each time.
  package init(
    enterprise: EnterpriseID, actor: Actor, draft: @escaping Draft,
    completion: @escaping @Sendable (Result<Outcome, SubmissionFailure>) -> Void
  ) {
    self.enterprise = enterprise
    wish = .draft(draft)
    self.actor = actor
    expectation = nil
    confirmation = nil
    structure = nil
    repetition = nil
    self.completion = completion
  }

  package typealias Draft = @Sendable (any DirectoryState) throws -> Command?

  /// What is asked for.
  package enum Wish: Sendable {
    case command(Command)
    case draft(Draft)

    /// Nil where a draft finds nothing to do.
    func command(in state: some DirectoryState) throws -> Command? {
      switch self {
      case .command(let command): command
      case .draft(let make): try make(state)
      }
    }
  }

  /// By what a repeat of a request is recognized, and told from another request under its key.
  package struct Repetition: Hashable, Sendable {
    package let key: IdempotencyKey
    /// Of the request's method, path and payload.
    package let fingerprint: Digest

    package init(key: IdempotencyKey, fingerprint: Digest) {
      self.key = key
      self.fingerprint = fingerprint
    }
  }
}

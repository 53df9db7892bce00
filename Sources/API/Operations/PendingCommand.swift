import Crypto
import Domain
import Gateway
import Storage
import Views
import Wire

/// A proposal on its way to the writer, with what its answer depends on.
struct PendingCommand: Sendable {
  let proposal: Proposal
  let caller: Caller
  let condition: EntityTagCondition?
  let repetition: Submission.Repetition?

  private var representation: Representation { Representation(ids: caller.ids) }

  /// Whether what it would do is counted first.
  var isForecast: Bool {
    if case .none = proposal.forecast { false } else { true }
  }

  /// What became of it is to be worded by `reply(to:)`, on a thread that may read.
  ///
  /// Under another structure than `structure` it is not carried out.
  func submission(
    on structure: Position? = nil,
    _ completion: @escaping @Sendable (Result<Outcome, SubmissionFailure>) -> Void
  ) -> Submission {
    Submission(
      enterprise: caller.enterprise, command: proposal.command, actor: caller.actor,
      expectation: expectation, confirmation: proposal.confirmation, structure: structure,
      repetition: repetition, completion: completion)
  }

  /// What it would do, to be counted.
  func movement(sampleLimit: Int) -> MovementRequest {
    MovementRequest(
      enterprise: caller.enterprise, command: proposal.command, actor: caller.actor,
      expectation: expectation, sampleLimit: sampleLimit)
  }

  /// Nil where any version will do.
  private var expectation: (@Sendable (Record) -> Bool)? {
    let merged = proposal.merged
    let representation = representation
    switch (condition, merged) {
    case (nil, nil), (.any, nil): return nil
    case (nil, let merged?), (.any, let merged?): return { merged.stand(in: $0) }
    case (.list(let tags), let merged):
      return { record in
        tags.contains(representation.tag(of: record).text) && merged?.stand(in: record) ?? true
      }
    }
  }

  func reply(to result: Result<Outcome, SubmissionFailure>) -> Reply {
    switch result {
    case .success(let outcome): reply(to: outcome)
    case .failure(.refused(let refusal)): problem(of: refusal).reply
    case .failure(let failure): Problem(failure).reply
    }
  }

  private func reply(to outcome: Outcome) -> Reply {
    var fields: HTTPFields = [:]
    if outcome.isRepeat { fields.append(.idempotencyReplayed, "true") }
    guard let record = outcome.record, proposal.status != .noContent || record.isStaged else {
      return Reply(.noContent, fields: fields)
    }
    if record.kind == .stagedChange, proposal.kind != .stagedChange {
      return StagedAnswer(caller: caller).reply(record, .accepted, fields)
    }
    let bytes = representation.bytes(of: record)
    fields.append(.eTag, EntityTag(of: bytes).fieldValue)
    if proposal.status == .created, let path = HTTPFieldValue(representation.path(of: record)) {
      fields.append(.location, path)
    }
    guard !outcome.isRepeat, !proposal.extras.isEmpty else {
      return Reply(proposal.status, body: bytes, fields: fields)
    }
    let whole = representation.bytes(of: record, extras: proposal.extras)
    return Reply(proposal.status, body: whole, fields: fields)
  }

  /// What the caller may not know of is not there, whatever the refusal says.
  private func problem(of refusal: Domain.Refusal) -> Problem {
    switch refusal.reason {
    case .forbidden where !proposal.target.isKnown(to: caller):
      return Problem(.notFound(proposal.kind))
    case .notFound where proposal.namesParty:
      let detail = "`party` names no organization that can be used here"
      return Problem(Refusal(.invalidReference, detail, field: "party"))
    case .preconditionFailed where proposal.merged != nil && !asksForVersion:
      return Problem(
        .concurrentChange, "the record was changed by another request meanwhile; send this again")
    default: return Problem(refusal)
    }
  }

  private var asksForVersion: Bool {
    if case .list = condition { true } else { false }
  }
}

extension Record {
  fileprivate var isStaged: Bool {
    if case .stagedChange = self { true } else { false }
  }
}

extension HTTPFieldName {
  static let idempotencyReplayed: HTTPFieldName = "idempotency-replayed"
}

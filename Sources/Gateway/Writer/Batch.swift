import Crypto
import Domain
import Storage
import Views
import Wire

/// Runs the commands of one transaction, one after the other.
///
/// A command needs no savepoint: its decision reads only, and writing begins when it is accepted, so
/// a refused one has nothing to take back. What fails while writing fails the whole transaction.
final class Batch {
  private let base: PublishedState
  private let transaction: any StoreTransaction
  private let settings: Settings
  private(set) var edits: [EnterpriseID: EnterpriseEdit] = [:]
  private(set) var keptOutcomes = 0

  /// What a batch is given by the writer.
  struct Settings: Sendable {
    let clock: any Clock
    let random: any RandomSource
    let outcomeLifetime: Duration
    var removalLimit = RemovalLimit.standard
    let notice: @Sendable (String) -> Void
  }

  init(base: PublishedState, transaction: any StoreTransaction, settings: Settings) {
    self.base = base
    self.transaction = transaction
    self.settings = settings
  }

  /// Decides and writes one command; throws only what makes the transaction unusable.
  func run(_ submission: Submission) throws -> Answer {
    guard let edit = edit(of: submission.enterprise) else {
      return Answer(submission, .failure(.refused(.notFound(.enterprise))))
    }
    do {
      return try run(submission, on: edit)
    } catch let refusal as Refusal {
      return Answer(submission, .failure(.refused(refusal)))
    } catch let damage as DamagedRecord {
      // One unreadable record must not stop the commands that do not need it.
      settings.notice("a command was not carried out: \(damage)")
      return Answer(
        submission,
        .failure(
          .unavailable("a stored record cannot be read; ask the operator to verify the store")))
    }
  }

  private func edit(of enterprise: EnterpriseID) -> EnterpriseEdit? {
    if let edit = edits[enterprise] { return edit }
    guard let state = base.enterprises[enterprise] else { return nil }
    let edit = EnterpriseEdit(of: state)
    edits[enterprise] = edit
    return edit
  }

  private func run(_ submission: Submission, on edit: EnterpriseEdit) throws -> Answer {
    let time = edit.nextTime(settings.clock.now())
    if let repeated = try answer(toRepeat: submission, at: time, in: edit) { return repeated }
    if let structure = submission.structure, structure != edit.topology.structure {
      return Answer(submission, .failure(.structureMoved))
    }
    let directory = BatchDirectory(
      edit: edit, reader: transaction, removalLimit: settings.removalLimit)
    guard let command = try submission.wish.command(in: directory) else {
      let outcome = Outcome(
        position: edit.head.position, time: time, record: nil, isRepeat: false)
      return Answer(submission, .success(outcome))
    }
    let request = CommandRequest(
      command, by: submission.actor, at: time, expectation: submission.expectation,
      confirmation: submission.confirmation)
    let decision = try decide(request, in: directory)
    let subject = command.subject
    // Read before anything is written: an unreadable record refuses the command only up to here.
    let unchanged = try subject.flatMap { try directory.record($0.id, $0.kind) }
    let changed = subject.flatMap { subject in decision.changes.first { $0.id == subject.id } }
    let affected = try write(decision, of: request, to: edit)
    let outcome = Outcome(
      position: edit.head.position, time: time, record: changed.map(\.after) ?? unchanged,
      isRepeat: false)
    try keep(outcome, of: submission)
    let affectsViews = !affected.isEmpty || decision.changes.contains(where: \.movesScope)
    return Answer(submission, .success(outcome), affectsViews: affectsViews)
  }

  /// Appends an entry for these changes, if there are any, and tells whose view it may move.
  private func write(
    _ decision: Decision, of request: CommandRequest, to edit: EnterpriseEdit
  ) throws -> Set<Party> {
    guard !decision.changes.isEmpty else { return [] }
    let write = EntryWrite(decision, of: request, after: edit.head, random: settings.random)
    try transaction.append(write, in: edit.id)
    return edit.apply(write.entry, decision.changes)
  }
}

extension Batch {
  /// The kept answer to an earlier request under the same key, or nil if this is the first.
  private func answer(
    toRepeat submission: Submission, at time: Timestamp, in edit: EnterpriseEdit
  ) throws -> Answer? {
    guard let repetition = submission.repetition else { return nil }
    let since = time - settings.outcomeLifetime
    guard
      let kept = try transaction.outcome(of: repetition.key, since: since, in: edit.id)
    else { return nil }
    guard kept.fingerprint == repetition.fingerprint else {
      return Answer(submission, .failure(.keyReused))
    }
    let outcome = Outcome(
      position: kept.position, time: kept.time, record: try record(of: kept, in: edit.id),
      isRepeat: true)
    return Answer(submission, .success(outcome))
  }

  private func record(of outcome: OutcomeRow, in enterprise: EnterpriseID) throws -> Record? {
    guard let record = outcome.record, let kind = outcome.kind else { return nil }
    return try transaction.version(of: record, kind, at: outcome.position, in: enterprise)?
      .decoded()
  }

  private func keep(_ outcome: Outcome, of submission: Submission) throws {
    guard let repetition = submission.repetition else { return }
    let row = OutcomeRow(
      fingerprint: repetition.fingerprint, time: outcome.time, position: outcome.position,
      record: outcome.record?.id, kind: outcome.record?.kind)
    try transaction.keep(row, of: repetition.key, in: submission.enterprise)
    keptOutcomes += 1
  }
}

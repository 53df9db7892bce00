import Domain
import Gateway
import Storage
import Synchronization
import Views
import Wire

/// A command that may take much from views, on its way to the writer: it is counted first, and put
/// aside for a person where it is too much.
struct BrakedCommand: Sendable {
  let command: PendingCommand
  let staging: NewStaging

  /// How often a count is repeated because the structure moved before the commit.
  private static let attempts = 4

  /// `completion` is called once, on any thread.
  func run(
    _ gateway: Gateway, _ completion: @escaping @Sendable (@escaping LaterAnswer.Wording) -> Void
  ) {
    run(gateway, attemptsLeft: Self.attempts, completion)
  }

  private func run(
    _ gateway: Gateway, attemptsLeft: Int,
    _ completion: @escaping @Sendable (@escaping LaterAnswer.Wording) -> Void
  ) {
    gateway.count(command.movement(sampleLimit: StagedChange.Count.sampleLimit)) { result in
      switch result {
      case .failure(.refused):
        // Its last word has the writer, which also knows repeats.
        submit(on: nil, gateway, completion) {}
      case .failure(let failure): completion { Problem(failure).reply }
      case .success(let report) where report.excess == nil:
        submit(on: report.structure, gateway, completion) {
          guard attemptsLeft > 1 else {
            return completion { Problem(SubmissionFailure.structureMoved).reply }
          }
          run(gateway, attemptsLeft: attemptsLeft - 1, completion)
        }
      case .success(let report): stage(report, gateway, completion)
      }
    }
  }

  private func submit(
    on structure: Position?, _ gateway: Gateway,
    _ completion: @escaping @Sendable (@escaping LaterAnswer.Wording) -> Void,
    ifMoved again: @escaping @Sendable () -> Void
  ) {
    gateway.submit(
      command.submission(on: structure) { result in
        if case .failure(.structureMoved) = result { return again() }
        completion { command.reply(to: result) }
      })
  }

  private func stage(
    _ report: MovementReport, _ gateway: Gateway,
    _ completion: @escaping @Sendable (@escaping LaterAnswer.Wording) -> Void
  ) {
    guard let edit = report.changes.lazy.compactMap({ RuleEdit($0) }).first else {
      return submit(on: nil, gateway, completion) {}
    }
    let caller = command.caller
    let staged = StagedChange(
      id: staging.id, organization: caller.party, proposal: .rule(edit), time: staging.time,
      count: StagedChange.Count(report))
    gateway.submit(
      Submission(
        enterprise: caller.enterprise, command: .create(.stagedChange(staged)),
        actor: caller.actor, repetition: command.repetition
      ) { result in
        completion {
          if case .failure(.refused(let refusal)) = result, refusal.reason == .alreadyExists {
            return StagedAnswer(caller: caller).reply(toRepeated: staged, staging.slot)
          }
          return command.reply(to: result)
        }
      })
  }
}

extension StagedChange.Count {
  /// What a change of rules was counted to take away.
  init(_ report: MovementReport) {
    let movement = report.movement
    let losers = movement.parties.filter { $0.records[.disappears].count > 0 }
    let most = losers.sorted {
      $0.records[.disappears].count > $1.records[.disappears].count
    }
    var sample: [StagedChange.Sample] = []
    for one in losers.lazy.flatMap({ $0.sample[.disappears] ?? [] }) {
      let record = StagedChange.Sample(record: one.record, kind: one.kind)
      guard sample.count < Self.sampleLimit else { break }
      if !sample.contains(record) { sample.append(record) }
    }
    self.init(
      structure: report.structure, records: movement.records[.disappears].count,
      withdrawals: StagedChange.Withdrawals(
        count: movement.withdrawals, parties: losers.count,
        most: most.prefix(StagedChange.Withdrawals.partyLimit).map {
          StagedChange.PartyCount(party: $0.party, count: $0.records[.disappears].count)
        }), sample: sample)
  }
}

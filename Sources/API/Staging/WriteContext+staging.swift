import Domain
import Gateway
import Storage
import Synchronization
import Wire

extension WriteContext {
  /// Puts a change aside for a person, and answers with it; one that waits already is the same one.
  func staging(_ proposal: StagedChange.Proposal, _ count: StagedChange.Count) -> LaterAnswer {
    let staged = StagedChange(
      id: newID(), organization: caller.party, proposal: proposal, time: services.clock.now(),
      count: count)
    let answer = StagedAnswer(caller: caller)
    return LaterAnswer { [caller, slot = desk.slot] gateway, completion in
      gateway.submit(
        Submission(
          enterprise: caller.enterprise, command: .create(.stagedChange(staged)),
          actor: caller.actor
        ) { result in
          completion {
            switch result {
            case .failure(.refused(let refusal)) where refusal.reason == .alreadyExists:
              answer.reply(toRepeated: staged, slot)
            case .failure(let failure): Problem(failure).reply
            case .success(let outcome): answer.reply(outcome, .accepted)
            }
          }
        })
    }
  }
}

/// Words answers that show a staged change.
struct StagedAnswer: Sendable {
  let caller: Caller

  private var representation: Representation { Representation(ids: caller.ids) }

  func reply(_ outcome: Outcome, _ status: HTTPStatus) -> Reply {
    guard let record = outcome.record else { return Problem(.notFound(.stagedChange)).reply }
    return reply(record, status)
  }

  func reply(_ record: Record, _ status: HTTPStatus, _ more: HTTPFields = [:]) -> Reply {
    let bytes = representation.bytes(of: record)
    var fields = more
    fields.append(.eTag, EntityTag(of: bytes).fieldValue)
    if let path = HTTPFieldValue(representation.path(of: record)), status == .accepted {
      fields.append(.location, path)
    }
    return Reply(status, body: bytes, fields: fields)
  }

  /// The one of the same wish that waits.
  func reply(toRepeated staged: StagedChange, _ slot: APIService.ThreadSlot) -> Reply {
    do {
      let found = try slot.reader.withLock { reader -> Record? in
        try reader.session.follow()
        let head = try reader.session.head(of: caller.enterprise).position
        let name = Record.stagedChange(staged).uniqueName(in: caller.enterprise)
        let holder = try reader.session.holder(of: name, at: head, in: caller.enterprise)
        return try holder.flatMap {
          try reader.session.record($0, .stagedChange, at: head, in: caller.enterprise)
        }
      }
      guard let found else {
        let detail = "this was staged and settled meanwhile; send it again"
        return Problem(.concurrentChange, detail).reply
      }
      return reply(found, .accepted)
    } catch {
      return Problem.readFailed.reply
    }
  }
}

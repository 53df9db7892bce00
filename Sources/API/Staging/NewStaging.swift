import Domain
import Gateway
import Wire

/// With what a command is put aside if it has to be.
struct NewStaging: Sendable {
  let id: StagedChangeID
  let time: Timestamp
  /// Where the one of the same wish is read that waits already.
  let slot: APIService.ThreadSlot
}

extension WriteContext {
  /// The proposal, counted before it is carried out; only counted if the query says so.
  ///
  /// `withdraws` says whether it can take anything from anybody at all.
  func forecast(_ proposal: Proposal, withdraws: Bool = true) -> Proposal {
    var result = proposal
    if query.bool("preview") {
      result.forecast = .preview(desk.slot)
    } else if withdraws {
      let staging = NewStaging(id: newID(), time: services.clock.now(), slot: desk.slot)
      result.forecast = .braked(staging)
    }
    return result
  }
}

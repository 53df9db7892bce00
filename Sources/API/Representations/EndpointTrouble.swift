import Domain
import Gateway
import Storage
import Wire

/// Why an endpoint is not simply told everything, and what would help, in plain words.
struct EndpointTrouble {
  let reason: String?
  let nextStep: String?
  let nextTry: Timestamp?

  private init(_ reason: String?, _ nextStep: String?, nextTry: Timestamp? = nil) {
    self.reason = reason
    self.nextStep = nextStep
    self.nextTry = nextTry
  }

  /// Nil where there is nothing to say.
  init?(_ condition: EndpointCondition, _ waiting: ExceptionSummary?, isBrand: Bool) {
    switch condition.standing {
    case .active:
      guard condition.waiting > 0 else {
        guard condition.endpoint.isPulled, condition.due ?? 0 > 0 else { return nil }
        self.init(
          "its party has not asked for all of it, or not acknowledged it",
          "the party's system asks with GET /v1/changes, or somebody with `weir changes`")
        return
      }
      self.init(waiting: waiting)
    case .waiting(let time, let reason):
      self.init(
        reason,
        "it is tried again by itself; its attempts show what it answered, and a change of the"
          + " endpoint tries it at once", nextTry: time)
    case .rejecting:
      self.init(
        "too many records wait, so that no further ones are begun; the first: "
          + (waiting?.reason ?? "not known any more"),
        "repair the system that receives; what waits is then told by itself",
        nextTry: waiting?.nextTry)
    case .unserved:
      self.init(
        "no part of the gateway has taken it up",
        isBrand
          ? "if this stays so, look for the cause in what `weir serve` prints, then restart it"
          : "if this stays so, ask an admin of the enterprise to look at the gateway")
    case .disabled(let reason):
      self.init(
        reason, "repair the system that receives, then set the endpoint's `state` to active")
    case .paused:
      self.init("it is paused", "set the endpoint's `state` to active to go on from there")
    case .suspended(let state):
      self.init(state, isBrand: isBrand)
    case .withdrawing:
      self.init(
        waiting.map(\.reason) ?? "its partner is terminated",
        "nothing: what it was told is taken back, then it is disabled", nextTry: waiting?.nextTry)
    case .ended(let reason):
      self.init(reason, "nothing; remove the endpoint when nobody asks for its log any more")
    }
  }

  /// A loop counts a record that waits a moment before the store has its row.
  private init(waiting: ExceptionSummary?) {
    self.init(
      waiting?.reason ?? "a record could not be told",
      "each waiting record is tried again by itself, and at once when it changes; the endpoint's"
        + " attempts show the answers", nextTry: waiting?.nextTry)
  }

  private init(_ state: Partner.State, isBrand: Bool) {
    let word = state == .pending ? "activate" : "resume"
    self.init(
      "its partner is \(state.name)",
      isBrand ? "\(word) the partner" : "ask an admin of the enterprise to \(word) you")
  }
}

import Domain
import Wire

extension LoopWorker {
  /// Whether a rule or an agreement of an enterprise is to take something away by now and the structure that this loop
  /// works by does not say so yet.
  ///
  /// Until it does, which takes the time of a commit, nothing of the enterprise is planned or sent.
  /// Asked for each request: where none has such a time, which is as good as always, it costs one
  /// look.
  func awaitsNarrowing(of enterprise: EnterpriseID) -> Bool {
    guard let time = journals[enterprise]?.nextNarrowing else { return false }
    let wall = gateway.parts.clock.now()
    return time <= (gateway.state.enterprises[enterprise]?.time(at: wall) ?? wall)
  }

  /// How long an endpoint waits before it is asked again.
  static let narrowingPause = Duration.milliseconds(20)
}

import Wire

/// Asks for events again and again; while it follows, what may pass does not end it.
struct ChangesFeed {
  private let session: ClientSession
  private let query: [QueryItem]
  private let isFollowing: Bool

  init(_ told: Invocation, _ session: ClientSession) throws {
    self.session = session
    isFollowing = told.flag("follow")
    let wait = told["wait"] ?? (isFollowing ? "30" : "0")
    let endpoint = try told["endpoint"].map { try session.references.id("endpoint", $0) }
    query =
      [QueryItem("wait", wait)]
      + [endpoint.map { QueryItem("endpoint", $0) }, told["limit"].map { QueryItem("limit", $0) }]
      .compactMap { $0 }
  }

  struct Answer {
    let events: [JSON]
    let next: String
  }

  /// The next events; none where the wait was over.
  func ask(after place: String?) throws -> Answer {
    let query = query + (place.map { [QueryItem("after", $0)] } ?? [])
    var isTold = false
    while true {
      do {
        let answer = try session.api.get("/v1/changes", query).json
        guard let events = answer["events"]?.array, let next = answer["next"]?.string else {
          throw CommandFailure("the answer is none of Weir's; check --url, or what stands between")
        }
        return Answer(events: events, next: next)
      } catch let problem as APIProblem where isFollowing && problem.answer.status == 503 {
        isTold = tell("the gateway cannot answer now", isTold)
      } catch let failure as CommandFailure where isFollowing {
        isTold = tell("\(failure)", isTold)
      }
      session.api.pause(.seconds(1))
    }
  }

  /// Says once what is wrong; true from then on.
  private func tell(_ reason: String, _ isTold: Bool) -> Bool {
    if !isTold { session.console.tell("\(reason); this is tried until it passes") }
    return true
  }
}

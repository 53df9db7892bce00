import Gateway

/// Work that is answered when it has been done.
struct LaterAnswer: Sendable {
  /// Makes the answer; to be called once, on a thread that may read.
  typealias Wording = @Sendable () -> Reply

  /// Begins; the completion is called once, on any thread, perhaps before this returns.
  let run: @Sendable (Gateway, @escaping @Sendable (@escaping Wording) -> Void) -> Void

  init(
    _ run: @escaping @Sendable (Gateway, @escaping @Sendable (@escaping Wording) -> Void) -> Void
  ) {
    self.run = run
  }

  /// What is known at once.
  init(_ reply: Reply) {
    self.init { _, completion in completion { reply } }
  }
}

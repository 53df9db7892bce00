import HTTPServer
package import Wire

/// A partner's webhook receiver for demonstrations and tests.
///
/// Verifies what comes, keeps a copy by the receiver's contract of `Contracts/README.md`, says what
/// it got and what is missing at a checkpoint, and misbehaves on request.
package final class MockWebhook: Sendable {
  private let receiver: MockReceiver
  private let server: HTTPServer

  /// Binds the port; connections wait until `start()`.
  ///
  /// `log` is called from server threads with one line at a time, without personal fields.
  /// Throws `ContractError` for a secret that cannot be read and `HTTPServerError` for a port
  /// that cannot be used.
  package init(
    _ configuration: MockConfiguration, now: @escaping @Sendable () -> Timestamp,
    log: @escaping @Sendable (String) -> Void = { _ in }
  ) throws {
    receiver = try MockReceiver(configuration, now: now, log: log)
    server = try HTTPServer(
      configuration: ServerConfiguration(address: configuration.address, port: configuration.port),
      handler: receiver)
  }

  /// The bound port, also where the configuration said 0.
  package var port: Int { server.port }

  /// Copy, transcript and problems as they are now.
  package var state: MockState { receiver.desk.state }

  /// Starts to answer and returns; possible once.
  package func start() throws {
    try server.start()
  }

  /// Ends every connection and returns when no thread is left; blocks for at most a second.
  package func stop() {
    server.stop(within: .zero)
  }

  /// Behaves otherwise from the next request on.
  package func set(_ misbehaviour: Misbehaviour) {
    receiver.desk.set(misbehaviour)
  }

  /// The next event about a record is acknowledged but not taken, its number included.
  package func forgetNext() {
    receiver.desk.forgetNext()
  }

  /// Puts a record into the copy and an event into the transcript that nobody sent.
  package func invent() throws {
    try receiver.invent()
  }
}

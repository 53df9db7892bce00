/// Why a server could not be set up; the text says what to change.
package enum HTTPServerError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A setting is outside what the server can work with.
  case invalidConfiguration(reason: String)
  /// Somebody else listens on this address and port.
  case addressInUse(address: String, port: Int)
  /// The system did not let us use the address; `operation` is the call that failed.
  case cannotListen(address: String, port: Int, operation: String, reason: String)
  /// The library or the system refused a resource that a loop needs.
  case cannotStart(operation: String, reason: String)
  /// `start()` was called twice or after `stop(within:)`.
  case alreadyStarted

  package var description: String {
    switch self {
    case .invalidConfiguration(let reason):
      "the server's configuration is invalid: \(reason)"
    case .addressInUse(let address, let port):
      "port \(port) on \(address) is in use: stop the program that listens there or choose "
        + "another port"
    case .cannotListen(let address, let port, let operation, let reason):
      "cannot listen on \(address) port \(port): \(operation) failed (\(reason)); use an address "
        + "of this machine and a port that this user may open"
    case .cannotStart(let operation, let reason):
      "cannot start the server: \(operation) failed (\(reason)); raise the limit on open files "
        + "or threads and try again"
    case .alreadyStarted:
      "this server was started before; make a new one"
    }
  }
}

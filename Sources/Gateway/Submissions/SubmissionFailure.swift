package import Domain

/// Why a submitted command was not carried out; nothing of it was written.
package enum SubmissionFailure: Error, Hashable, Sendable {
  case refused(Refusal)
  /// Another request has used the same idempotency key.
  case keyReused
  /// The first request with this idempotency key has not been answered yet.
  case stillRunning
  /// The structure is not the one that the command was counted on.
  case structureMoved
  /// The store could not commit, or too much waits; why and what to do, fit for any caller.
  case unavailable(String)
  /// The gateway is stopping.
  case stopping
}

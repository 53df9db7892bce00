package import Wire

/// What an adapter wants done next.
package enum Verdict: Hashable, Sendable {
  /// Send this, and call the step again with its answer.
  case send(HTTPRequest)
  /// The events are told; keep this for the endpoint's later steps where it is not nil.
  case done(remember: JSON?)
  /// This record could not be told now; others may go on.
  case retry(notBefore: Timestamp?, reason: String)
  /// Nothing can be told to this endpoint now.
  case pause(notBefore: Timestamp?, reason: String)
  /// The far side does not take this record as it is.
  case refuse(reason: String)
  /// The far side wants nothing any more.
  case disable(reason: String)
}

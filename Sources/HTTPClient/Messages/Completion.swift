package import Wire

/// How one request ended.
package struct Completion: Sendable {
  package var token: UInt64
  package var outcome: Outcome
  /// From the start of the look-up to the end; waiting for room is not counted.
  package var duration: Duration
  package var timings: Timings
  /// The peer, or the proxy; nil when no connection was made.
  package var remoteAddress: IPAddress?
  /// How often the first byte of the request was let out.
  ///
  /// Zero: surely nothing reached the far side, whatever the outcome. Two: a kept connection turned
  /// out to be dead before any answer, and libcurl sent again on a new one.
  package var sends: Int

  package var sentFirstByte: Bool { sends > 0 }
}

/// Moments within a request, from its start; nil when it did not get that far.
package struct Timings: Sendable, Hashable {
  /// The connection stood, TLS excluded; about zero when one was reused.
  package var connect: Duration?
  /// The first byte of the answer came.
  package var firstByte: Duration?
}

package enum Outcome: Sendable {
  /// A final status came. It counts even if the stream broke afterwards.
  case response(Response)
  case failure(Failure)
}

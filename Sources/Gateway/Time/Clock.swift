package import Wire

/// Where the gateway takes the time from, so that a test can stand in for it.
package protocol Clock: Sendable {
  /// The wall clock, which may stand still and go back.
  func now() -> Timestamp

  /// The time since some fixed moment, which never goes back.
  func elapsed() -> Duration
}

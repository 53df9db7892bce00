package import Delivery
package import Wire

/// What can be set about delivery.
package struct DeliveryConfiguration: Sendable {
  /// Threads that send; each endpoint belongs to one.
  package var loops = 1
  package var egress = EgressPolicy.globalOnly
  package var userAgent = "weir"
  /// A PEM file of authorities that are trusted besides the system's.
  package var certificateFile: String?
  package var backoff = Backoff.standard
  /// Entries behind the head at which an endpoint catches up in one pass.
  package var behindLimit: Int64 = 500
  /// How often cursors that only moved forward are saved.
  package var cursorPeriod = Duration.milliseconds(250)
  /// Answers that may wait to be logged before nothing more is sent.
  package var unloggedLimit = 20_000

  package init() {}
}

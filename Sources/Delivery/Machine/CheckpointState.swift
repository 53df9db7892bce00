import AdapterKit
import Wire

/// When the endpoint is next told how far its copy has come.
struct CheckpointState: Sendable {
  /// A run is through, or somebody asked.
  var isDue = false
  /// Whether the one that is due was asked for with a digest, and the one that is under way.
  var asksDigest = false
  var sendsDigest = false
  var isInFlight = false
  var notBefore: Timestamp?
  var attempts = 0
  var lastSent = Timestamp.epoch
  /// Whether anything was acknowledged since the last one.
  var hasNews = false
  /// Numbers that were given to checkpoints and not answered.
  var unanswered: [Int64] = []
  /// The newest of them, which is sent once more for as long as it says the truth.
  var last: Event?

  /// Copies that change are told once a day even without a run.
  static let period = Duration.seconds(24 * 3600)
}

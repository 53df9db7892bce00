/// What the parts reached alone when the design was made, for comparison with this run's limits.
///
/// On a machine of two AMD EPYC cores of 2026; absolute figures of other machines and other minutes
/// differ by a factor, so only this run's ratios say anything.
enum PublishedLimits {
  static let lines = [
    "wrk to a bare receiver, 64 connections: 390,000 requests/s",
    "libcurl multi in C, signing, 64 connections: 78,900 requests/s",
    "server library, constant answer: direct 285,000/s, suspended 104,000 to 215,000/s (64)",
    "SQLite, synced, 600-byte rows: 33,600/s one by one, 155,000/s by 10, 441,000/s by 100,"
      + " 785,000/s by 1,000",
    "paper limit of a careful delivery: 18 us of processor time, 55,000/s per core",
  ]
}

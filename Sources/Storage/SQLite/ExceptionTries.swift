import Delivery

/// How often a record in trouble was tried and under which repair number, in the one number that the
/// column `attempts` holds: rows of before repairs have no repair number and read as they are.
struct ExceptionTries: Hashable {
  let attempts: Int
  let repair: Int

  private static let attemptBits: Int64 = 24
  private static let attemptMask: Int64 = (1 << attemptBits) - 1

  init(_ row: ExceptionRow) {
    attempts = row.attempts
    repair = row.repair
  }

  init(stored: Int64) {
    attempts = Int(stored & Self.attemptMask)
    repair = Int(stored >> Self.attemptBits)
  }

  /// Attempts beyond 16 million are not told apart; no wait depends on them any more.
  var stored: Int64 {
    min(Int64(attempts), Self.attemptMask) | Int64(repair) << Self.attemptBits
  }
}

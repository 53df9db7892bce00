import Crypto
import Delivery
import Domain
import Storage
import Synchronization
import Wire

/// Attempts in memory, in the order in which they were added.
final class AttemptNotes: AttemptLog {
  private let attempts = Mutex<[AttemptRow]>([])

  func append(_ new: [AttemptRow]) throws {
    attempts.withLock { $0 += new }
  }

  func attempts(
    at endpoint: EndpointID, before cursor: AttemptCursor?, limit: Int
  ) throws -> [LoggedAttempt] {
    let all = attempts.withLock { $0 }.enumerated().map { row, attempt in
      LoggedAttempt(cursor: AttemptCursor(day: 1, row: Int64(row)), attempt: attempt)
    }
    let found = all.reversed().filter { logged in
      logged.attempt.endpoint == endpoint && cursor.map { logged.cursor < $0 } ?? true
    }
    return Array(found.prefix(limit))
  }

  func drop(before time: Timestamp) throws {}
  func close() {}
}

extension AttemptRow {
  static func sample(_ number: Int64, at endpoint: EndpointID, in enterprise: EnterpriseID) -> Self
  {
    AttemptRow(
      enterprise: enterprise, endpoint: endpoint, time: Timestamp(seconds: 1_800_000_000),
      event: "evt_\(number)", type: "contact.shared", epoch: 1, number: number,
      url: "https://partner.example/hook", requestFields: [], bodyDigest: .zero, bodyByteCount: 2,
      status: 503, excerpt: "busy", duration: .milliseconds(7), outcome: .retry,
      nextTry: Timestamp(seconds: 1_800_000_060))
  }
}

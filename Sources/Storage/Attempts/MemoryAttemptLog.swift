package import Delivery
package import Domain
import Synchronization
package import Wire

/// Keeps attempts in memory and loses them with the process; for tests and simulation.
package final class MemoryAttemptLog: AttemptLog {
  private struct State {
    /// Ascending by cursor.
    var attempts: [EndpointID: [LoggedAttempt]] = [:]
    var rows: [AttemptDay: Int64] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())

  package init() {}

  package func append(_ attempts: [AttemptRow]) throws {
    try state.withLock { state throws(StoreError) in
      guard !state.isClosed else { throw .closed }
      for attempt in attempts {
        let day = AttemptDay(of: attempt.time)
        let row = (state.rows[day] ?? 0) + 1
        state.rows[day] = row
        let logged = LoggedAttempt(
          cursor: AttemptCursor(day: day.number, row: row), attempt: attempt.withoutFractions)
        var list = state.attempts[attempt.endpoint] ?? []
        let place = list.lastIndex { $0.cursor < logged.cursor }.map { $0 + 1 } ?? 0
        list.insert(logged, at: place)
        state.attempts[attempt.endpoint] = list
      }
    }
  }

  package func attempts(
    at endpoint: EndpointID, before cursor: AttemptCursor?, limit: Int
  ) throws -> [LoggedAttempt] {
    try state.withLock { state throws(StoreError) in
      guard !state.isClosed else { throw .closed }
      let list = state.attempts[endpoint] ?? []
      let older = list.reversed().drop { logged in cursor.map { logged.cursor >= $0 } ?? false }
      return Array(older.prefix(max(limit, 0)))
    }
  }

  package func drop(before time: Timestamp) throws {
    try state.withLock { state throws(StoreError) in
      guard !state.isClosed else { throw .closed }
      for endpoint in state.attempts.keys {
        state.attempts[endpoint]?.removeAll {
          AttemptDay(number: $0.cursor.day).hasEnded(before: time)
        }
      }
    }
  }

  package func close() {
    state.withLock { $0.isClosed = true }
  }
}

extension AttemptRow {
  /// The attempt as a log on disk would give it back: its duration in whole microseconds.
  fileprivate var withoutFractions: AttemptRow {
    AttemptRow(
      enterprise: enterprise, endpoint: endpoint, time: time, event: event, type: type,
      epoch: epoch, number: number, url: url, requestFields: requestFields,
      bodyDigest: bodyDigest, bodyByteCount: bodyByteCount, status: status, excerpt: excerpt,
      duration: .microseconds(duration.wholeMicroseconds), outcome: outcome, nextTry: nextTry)
  }
}

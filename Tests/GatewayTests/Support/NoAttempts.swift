import Domain
import Storage
import Delivery
import Wire

/// An attempt log in which nothing stands.
struct NoAttempts: AttemptLog {
  func append(_ attempts: [AttemptRow]) {}

  func attempts(
    at endpoint: EndpointID, before cursor: AttemptCursor?, limit: Int
  ) -> [LoggedAttempt] {
    []
  }

  func drop(before time: Timestamp) {}
  func close() {}
}

import Crypto
import Delivery
import Domain
import Storage
import TemporaryFiles
import Testing
import Wire

/// The attempt logs that one suite holds to the same promises.
enum AttemptLogSubject: CaseIterable, CustomTestStringConvertible {
  case memory
  case sqlite

  var testDescription: String {
    switch self {
    case .memory: "in memory"
    case .sqlite: "on SQLite"
    }
  }

  func make() throws -> AttemptLogUnderTest {
    switch self {
    case .memory: return AttemptLogUnderTest(log: MemoryAttemptLog(), folder: nil)
    case .sqlite:
      let folder = try TemporaryFolder()
      return AttemptLogUnderTest(log: try SQLiteAttemptLog(folder: folder.path), folder: folder)
    }
  }
}

/// A new attempt log, and the folder that goes when the test is over.
struct AttemptLogUnderTest {
  let log: any AttemptLog
  let folder: TemporaryFolder?
}

/// Makes attempts, each with another number.
final class AttemptSource {
  let random = SeededRandom(seed: 11)
  let enterprise: EnterpriseID
  private var count: Int64 = 0

  init() {
    enterprise = EnterpriseID(from: random)
  }

  func attempt(at endpoint: EndpointID, _ time: Timestamp) -> AttemptRow {
    count += 1
    let isDelivered = count.isMultiple(of: 2)
    return AttemptRow(
      enterprise: enterprise, endpoint: endpoint, time: time, event: "evt-\(count)",
      type: "contact.changed", epoch: 3, number: count, url: "https://例子.example/hook?a=b",
      requestFields: [
        HTTPField(.contentType, "application/json"), HTTPField("X-Trace", HTTPFieldValue(count)),
      ],
      bodyDigest: SHA256.hash([UInt8(truncatingIfNeeded: count)]), bodyByteCount: 512,
      status: isDelivered ? 204 : nil, excerpt: isDelivered ? "" : "连接超时",
      duration: .milliseconds(count), outcome: isDelivered ? .delivered : .retry,
      nextTry: isDelivered ? nil : time + .seconds(30))
  }
}

extension AttemptLog {
  /// All attempts of an endpoint, read in pages.
  func all(of endpoint: EndpointID, limit: Int = 3) throws -> [LoggedAttempt] {
    var rows: [LoggedAttempt] = []
    while true {
      let page = try attempts(at: endpoint, before: rows.last?.cursor, limit: limit)
      rows += page
      if page.count < limit { return rows }
    }
  }
}

import AdapterKit
import Domain
import StandardWebhooks
import Synchronization
import Wire

/// The real adapter, whose requests are kept in place of being sent; each is taken for arrived.
final class SigningRecorder: Adapter {
  private let inner = StandardWebhooks()
  private let kept = Mutex<[HTTPRequest]>([])

  var name: AdapterName { inner.name }
  var capabilities: Capabilities { inner.capabilities }

  func problems(in settings: JSON) -> [SettingProblem] { [] }

  func step(_ input: Step) -> Verdict {
    let verdict = inner.step(input)
    guard case .send(let request) = verdict else { return verdict }
    kept.withLock { $0.append(request) }
    return .done(remember: nil)
  }

  /// What was sent since this was asked last, in order.
  func take() -> [HTTPRequest] {
    kept.withLock { kept in
      defer { kept = [] }
      return kept
    }
  }
}

extension HTTPRequest {
  /// Everything that the far side gets to see of it.
  var exposed: [UInt8] {
    Array("\(method) \(url)\n".utf8) + fields.exposed + body
  }
}

extension HTTPResponse {
  var exposed: [UInt8] { Array("\(status)\n".utf8) + fields.exposed + body }
}

extension HTTPFields {
  fileprivate var exposed: [UInt8] {
    flatMap { Array("\($0.name): \($0.value.text)\n".utf8) }
  }
}

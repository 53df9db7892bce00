import Domain
import Gateway

extension Result<Outcome, SubmissionFailure> {
  var outcome: Outcome? { try? get() }
  var position: Position? { outcome?.position }

  var failure: SubmissionFailure? {
    guard case .failure(let failure) = self else { return nil }
    return failure
  }

  var refusal: Refusal.Reason? {
    guard case .refused(let refusal) = failure else { return nil }
    return refusal.reason
  }

  var isUnavailable: Bool {
    guard case .unavailable = failure else { return false }
    return true
  }
}

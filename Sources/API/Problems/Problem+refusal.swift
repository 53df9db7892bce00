import Domain
import Gateway
import Wire

extension Problem {
  /// A decision's refusal in the words of the API.
  init(_ refusal: Refusal) {
    let errors = refusal.field.map { field in
      let tokens = field.split(separator: "/").map(String.init)
      return [
        FieldProblem(place: .pointer(JSONPointer(tokens)), detail: refusal.description)
      ]
    }
    self.init(
      ProblemType(refusal.reason), refusal.description, errors: errors ?? [],
      excess: refusal.excess)
  }

  /// What became of a submission that was not accepted.
  init(_ failure: SubmissionFailure) {
    switch failure {
    case .refused(let refusal):
      self.init(refusal)
    case .keyReused:
      self.init(
        .idempotencyKeyReused,
        "this Idempotency-Key was used for another request in the last 24 hours; choose a new one")
    case .stillRunning:
      self.init(
        .requestInProgress,
        "the first request with this Idempotency-Key has not been answered yet; wait and repeat",
        fields: [.retryAfter: "1"])
    case .structureMoved:
      self.init(
        .concurrentChange, "the structure was changed by others meanwhile; send this again")
    case .unavailable(let reason):
      self.init(.unavailable, reason, fields: [.retryAfter: "5"])
    case .stopping:
      self.init(
        .unavailable, "the gateway is stopping; repeat the request in a moment",
        fields: [.retryAfter: "1"])
    }
  }

  /// Why a change could not be counted.
  init(_ failure: MovementFailure) {
    switch failure {
    case .refused(let refusal): self.init(refusal)
    case .busy:
      self.init(
        .unavailable, "too many changes are being counted; repeat the request in a moment",
        fields: [.retryAfter: "5"])
    case .unavailable: self = .readFailed
    case .stopping: self.init(SubmissionFailure.stopping)
    }
  }

  static let readFailed = Problem(
    .unavailable, "the records could not be read; repeat the request later",
    fields: [.retryAfter: "5"])
}

extension ProblemType {
  fileprivate init(_ reason: Refusal.Reason) {
    self =
      switch reason {
      case .notFound: .notFound
      case .alreadyExists: .alreadyExists
      case .inUse: .inUse
      case .wrongState: .wrongState
      case .invalidReference: .invalidReference
      case .invalidValue: .invalidValue
      case .preconditionFailed: .preconditionFailed
      case .forbidden: .forbidden
      case .tooLarge: .tooLarge
      case .removalBrake: .removalBrake
      }
  }
}

import Wire

/// What can be wrong with a request, as the stable part of an answer: machines act on it.
///
/// `Contracts/problems.md` says of each what to do.
enum ProblemType: String, CaseIterable, Sendable {
  case malformedRequest = "malformed-request"
  case malformedJSON = "malformed-json"
  case invalidCursor = "invalid-cursor"
  case invalidIdempotencyKey = "invalid-idempotency-key"
  case unauthorized = "unauthorized"
  case forbidden = "forbidden"
  case partnerSuspended = "partner-suspended"
  case notFound = "not-found"
  case routeNotFound = "route-not-found"
  case methodNotAllowed = "method-not-allowed"
  case alreadyExists = "already-exists"
  case inUse = "in-use"
  case wrongState = "wrong-state"
  case concurrentChange = "concurrent-change"
  case requestInProgress = "request-in-progress"
  case removalBrake = "removal-brake"
  case cursorExpired = "cursor-expired"
  case positionNotRetained = "position-not-retained"
  case preconditionFailed = "precondition-failed"
  case payloadTooLarge = "payload-too-large"
  case targetTooLong = "target-too-long"
  case unsupportedMediaType = "unsupported-media-type"
  case invalidRequest = "invalid-request"
  case invalidReference = "invalid-reference"
  case invalidValue = "invalid-value"
  case tooLarge = "too-large"
  case idempotencyKeyReused = "idempotency-key-reused"
  case tooManyHeaders = "too-many-headers"
  case internalError = "internal-error"
  case unavailable = "unavailable"
  case versionNotSupported = "version-not-supported"

  /// What every `type` begins with.
  static let base = "https://weir.example/problems/"

  var uri: String { Self.base + rawValue }

  var status: HTTPStatus {
    switch self {
    case .malformedRequest, .malformedJSON, .invalidCursor, .invalidIdempotencyKey: .badRequest
    case .unauthorized: .unauthorized
    case .forbidden, .partnerSuspended: .forbidden
    case .notFound, .routeNotFound: .notFound
    case .methodNotAllowed: .methodNotAllowed
    case .alreadyExists, .inUse, .wrongState, .concurrentChange, .requestInProgress,
      .removalBrake:
      .conflict
    case .cursorExpired, .positionNotRetained: .gone
    case .preconditionFailed: .preconditionFailed
    case .payloadTooLarge: .contentTooLarge
    case .targetTooLong: .uriTooLong
    case .unsupportedMediaType: .unsupportedMediaType
    case .invalidRequest, .invalidReference, .invalidValue, .tooLarge, .idempotencyKeyReused:
      .unprocessableContent
    case .tooManyHeaders: .headerFieldsTooLarge
    case .internalError: .internalServerError
    case .unavailable: .serviceUnavailable
    case .versionNotSupported: Self.httpVersionNotSupported
    }
  }

  private static let httpVersionNotSupported = HTTPStatus(505) ?? .internalServerError
}

extension ProblemType {
  /// What it is, in the same words every time.
  var title: String {
    switch self {
    case .malformedRequest: "The request cannot be read"
    case .malformedJSON: "The body is not JSON"
    case .invalidCursor: "The cursor is not one of this listing"
    case .invalidIdempotencyKey: "The Idempotency-Key cannot be read"
    case .unauthorized: "The API key is missing or unknown"
    case .forbidden: "This key may not do that"
    case .partnerSuspended: "The partner is suspended"
    case .notFound: "There is no such record"
    case .routeNotFound: "There is no such route"
    case .methodNotAllowed: "The route does not have this method"
    case .alreadyExists: "The name is taken"
    case .inUse: "Something still refers to the record"
    case .wrongState: "The record is not in a state for this"
    case .concurrentChange: "The record changed at the same time"
    case .requestInProgress: "The first request with this key is still running"
    case .removalBrake: "More would be removed than may go without a person"
    case .cursorExpired: "The listing has moved"
    case .positionNotRetained: "The moment lies too far back"
    case .preconditionFailed: "The record is not in the expected version"
    case .payloadTooLarge: "The body is too large"
    case .targetTooLong: "The request target is too long"
    case .unsupportedMediaType: "The media type is not supported"
    case .invalidRequest: "The request has invalid members or parameters"
    case .invalidReference: "A member names something that cannot be used"
    case .invalidValue: "A value is not allowed here"
    case .tooLarge: "One command may not touch so much"
    case .idempotencyKeyReused: "The Idempotency-Key was used for another request"
    case .tooManyHeaders: "The request has too many header fields"
    case .internalError: "The request could not be answered"
    case .unavailable: "The service cannot take the request now"
    case .versionNotSupported: "The version of HTTP is not supported"
    }
  }
}

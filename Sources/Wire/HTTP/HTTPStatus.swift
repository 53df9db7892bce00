/// A status code from 100 to 599 (RFC 9110 section 15).
package struct HTTPStatus: Hashable, Sendable, CustomStringConvertible {
  package let code: Int

  package static let ok = HTTPStatus(known: 200)
  package static let created = HTTPStatus(known: 201)
  package static let accepted = HTTPStatus(known: 202)
  package static let noContent = HTTPStatus(known: 204)
  package static let notModified = HTTPStatus(known: 304)
  package static let badRequest = HTTPStatus(known: 400)
  package static let unauthorized = HTTPStatus(known: 401)
  package static let forbidden = HTTPStatus(known: 403)
  package static let notFound = HTTPStatus(known: 404)
  package static let methodNotAllowed = HTTPStatus(known: 405)
  package static let notAcceptable = HTTPStatus(known: 406)
  package static let requestTimeout = HTTPStatus(known: 408)
  package static let conflict = HTTPStatus(known: 409)
  package static let gone = HTTPStatus(known: 410)
  package static let preconditionFailed = HTTPStatus(known: 412)
  package static let contentTooLarge = HTTPStatus(known: 413)
  package static let uriTooLong = HTTPStatus(known: 414)
  package static let unsupportedMediaType = HTTPStatus(known: 415)
  package static let unprocessableContent = HTTPStatus(known: 422)
  package static let preconditionRequired = HTTPStatus(known: 428)
  package static let tooManyRequests = HTTPStatus(known: 429)
  package static let headerFieldsTooLarge = HTTPStatus(known: 431)
  package static let internalServerError = HTTPStatus(known: 500)
  package static let notImplemented = HTTPStatus(known: 501)
  package static let badGateway = HTTPStatus(known: 502)
  package static let serviceUnavailable = HTTPStatus(known: 503)
  package static let gatewayTimeout = HTTPStatus(known: 504)
  package static let insufficientStorage = HTTPStatus(known: 507)

  /// Nil outside 100 to 599.
  package init?(_ code: Int) {
    guard 100...599 ~= code else { return nil }
    self.code = code
  }

  private init(known code: Int) {
    self.code = code
  }

  /// 100 to 199: not the final answer.
  package var isInformational: Bool { 100...199 ~= code }

  /// 200 to 299.
  package var isSuccess: Bool { 200...299 ~= code }

  /// 300 to 399.
  package var isRedirection: Bool { 300...399 ~= code }

  /// 400 to 499.
  package var isClientError: Bool { 400...499 ~= code }

  /// 500 to 599.
  package var isServerError: Bool { 500...599 ~= code }

  package var description: String { String(code) }
}

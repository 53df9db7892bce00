import Crypto
import Gateway
import Glibc
import HTTPClient
import Wire

/// Speaks to the API as the bearer of one key; for one thread, which it blocks.
struct APIClient {
  let base: HTTPURL
  let key: String?
  let random: any RandomSource
  /// Makes one request.
  let exchange: (OutgoingRequest) throws(ConnectionFailure) -> APIAnswer
  /// Waits before a repetition.
  let pause: (Duration) -> Void

  /// How long is waited before each repetition of a request that did not come through.
  static let pauses: [Duration] = [.milliseconds(100), .milliseconds(400), .seconds(1)]

  /// Reads; the answer is of 2xx.
  func get(_ path: String, _ query: [QueryItem] = []) throws -> APIAnswer {
    try successful(send(.get, path, query, body: nil))
  }

  /// Writes; the answer is of 2xx.
  ///
  /// Repetitions carry one idempotency key, so that it is done once; with `entityTag` only if the
  /// record still has it.
  func write(
    _ method: HTTPMethod, _ path: String, _ query: [QueryItem] = [], body: JSON? = nil,
    ifMatch entityTag: String? = nil
  ) throws -> APIAnswer {
    try successful(send(method, path, query, body: body, ifMatch: entityTag))
  }

  /// Any answer, whatever its status; throws where none came.
  func send(
    _ method: HTTPMethod, _ path: String, _ query: [QueryItem] = [], body: JSON?,
    ifMatch entityTag: String? = nil
  ) throws -> APIAnswer {
    let content = body.map { (type: HTTPFieldValue("application/json"), bytes: $0.bytes) }
    var request = try request(method, path, query, content)
    if let entityTag { try request.fields.append(.ifMatch, text: entityTag) }
    for wait in Self.pauses {
      do throws(ConnectionFailure) {
        return try exchange(request)
      } catch {
        guard error.mayPass else { throw unreachable(error) }
        pause(wait)
      }
    }
    do throws(ConnectionFailure) {
      return try exchange(request)
    } catch {
      throw unreachable(error)
    }
  }

  /// A request as this client would make it, for who makes several at a time.
  func request(
    _ method: HTTPMethod, _ path: String, _ query: [QueryItem],
    _ content: (type: HTTPFieldValue?, bytes: [UInt8])?, token: UInt64 = 0
  ) throws -> OutgoingRequest {
    var prefix = base.path
    if prefix.hasSuffix("/") { prefix.removeLast() }
    let target = try HTTPTarget(
      path: prefix + path, query: query.isEmpty ? nil : QueryItems(query).description)
    var fields: HTTPFields = [.accept: "application/json"]
    if let key { try fields.append(.authorization, text: "Bearer \(key)") }
    if let type = content?.type { fields.append(.contentType, type) }
    if method != .get {
      try fields.append(.idempotencyKey, text: Hex.encode(random.bytes(16)))
    }
    return OutgoingRequest(
      token: token, method: method, url: try base.replacing(target: target), fields: fields,
      body: content?.bytes ?? [], totalTimeLimit: .seconds(60),
      maximumResponseBytes: APIAnswer.byteLimit)
  }

  private func successful(_ answer: APIAnswer) throws -> APIAnswer {
    guard answer.isSuccess else { throw APIProblem(answer) }
    return answer
  }

  private func unreachable(_ failure: ConnectionFailure) -> CommandFailure {
    CommandFailure(
      "\(base.origin) cannot be reached (\(failure.message)); start it with `weir serve`, or name"
        + " the right one with --url or WEIR_URL")
  }
}

extension APIClient {
  static let options: [CommandOption] = [
    CommandOption(
      "url", .text("URL"), "where the API is", standard: "http://127.0.0.1:8080", isSetting: true),
    CommandOption(
      "key", .text("KEY"),
      "the API key; better set the variable, for others can read command lines",
      isSetting: true),
    CertificateFile.option,
  ]

  /// Reaches any address, for the person at the command line chose it.
  static func configuration(_ told: Invocation) throws -> ClientConfiguration {
    let everywhere = try EgressPolicy(allowed: ["0.0.0.0/0", "::/0"].map { try CIDR(parsing: $0) })
    var configuration = ClientConfiguration(
      egressPolicy: everywhere, userAgent: Version.userAgent)
    if let file = told[CertificateFile.option.name] {
      try CertificateFile.check(file)
      configuration.certificateFile = file
    }
    return configuration
  }

  /// The client that the command was told to use.
  init(_ told: Invocation) throws {
    let url: HTTPURL
    do {
      url = try HTTPURL(parsing: told.text("url"))
    } catch {
      throw UsageError("--url: \(error)")
    }
    try self.init(base: url, key: told["key"], Self.configuration(told))
  }

  /// A client over connections of its own.
  init(base: HTTPURL, key: String?, _ configuration: ClientConfiguration) throws(HTTPClientError) {
    let client = try BlockingClient(configuration: configuration)
    self.init(
      base: base, key: key, random: SystemRandom(),
      exchange: { request throws(ConnectionFailure) in
        do throws(Failure) {
          let response = try client.send(request)
          return APIAnswer(
            status: response.status, body: response.body,
            entityTag: response.fields.first(.eTag))
        } catch {
          throw ConnectionFailure(error)
        }
      }, pause: { wait in usleep(UInt32(clamping: wait.wholeMicroseconds)) })
  }
}

extension ConnectionFailure {
  init(_ failure: Failure) {
    let mayPass: Bool
    switch failure.kind {
    case .connect, .reset: mayPass = true
    default: mayPass = false
    }
    let message = failure.message.hasSuffix(".") ? failure.message.dropLast() : failure.message[...]
    self.init(message: String(message), mayPass: mayPass)
  }
}

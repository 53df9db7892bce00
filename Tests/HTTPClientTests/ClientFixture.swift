import HTTPClient
import Testing
import Wire

/// A client that may reach loopback, unless told otherwise.
func makeClient(
  allowing networks: [String] = ["127.0.0.0/8"],
  _ change: (inout ClientConfiguration) -> Void = { _ in }
) throws -> HTTPClient {
  try HTTPClient(configuration: makeConfiguration(allowing: networks, change))
}

func makeConfiguration(
  allowing networks: [String] = ["127.0.0.0/8"],
  _ change: (inout ClientConfiguration) -> Void = { _ in }
) throws -> ClientConfiguration {
  let allowed = try networks.map { try CIDR(parsing: $0) }
  var configuration = ClientConfiguration(
    egressPolicy: EgressPolicy(allowed: allowed), userAgent: "weir-tests")
  change(&configuration)
  return configuration
}

func makeURL(_ port: Int, host: String = "127.0.0.1", path: String = "/", scheme: String = "http")
  throws -> HTTPURL
{
  try HTTPURL(parsing: "\(scheme)://\(host):\(port)\(path)")
}

extension HTTPClient {
  /// Runs until everything that was started has ended; bounded by the requests' time limits.
  func finishAll() -> [Completion] {
    var completions: [Completion] = []
    while inFlight > 0 { completions += run(upTo: .seconds(10)) }
    return completions
  }

  /// Makes one request.
  func complete(_ request: OutgoingRequest) throws -> Completion {
    start(request)
    let completions = finishAll()
    try #require(completions.count == 1)
    return completions[0]
  }
}

extension Completion {
  var response: Response? {
    guard case .response(let response) = outcome else { return nil }
    return response
  }

  var failure: Failure? {
    guard case .failure(let failure) = outcome else { return nil }
    return failure
  }
}

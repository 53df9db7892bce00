/// Makes one request at a time and waits for it, for the command line.
///
/// Blocks the calling thread: not for Swift's cooperative threads. Keeps connections between calls.
package final class BlockingClient {
  private let client: HTTPClient

  package init(configuration: ClientConfiguration) throws(HTTPClientError) {
    client = try HTTPClient(configuration: configuration)
  }

  /// Returns the answer, whatever its status; throws why there is none.
  ///
  /// Takes at most the request's total time limit.
  package func send(_ request: OutgoingRequest) throws(Failure) -> Response {
    client.start(request)
    while true {
      for completion in client.run(upTo: .seconds(60)) {
        switch completion.outcome {
        case .response(let response): return response
        case .failure(let failure): throw failure
        }
      }
    }
  }
}

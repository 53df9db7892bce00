import Directory
import Glibc
import HTTPClient
import Wire

/// Sends rows to the gateway in requests of at most 1,000, several under way at a time.
///
/// No two rows of an import are about one record, so that requests may overtake one another; only a
/// child can come before its parent then, and is refused until it comes again.
final class RowUpload {
  /// Rows on their way, in the order of their lines.
  struct Request {
    fileprivate(set) var rows: [(line: Int, parentKey: Int?)] = []
    fileprivate var body: [UInt8] = []
    fileprivate var attempts = 0

    /// The row on a line of the request, 1 being the first.
    func row(_ line: Int) -> (line: Int, parentKey: Int?)? {
      rows.indices.contains(line - 1) ? rows[line - 1] : nil
    }
  }

  /// Why the upload has ended early.
  struct Interruption: Error, CustomStringConvertible {
    let description: String
  }

  private let api: APIClient
  private let query: [QueryItem]
  private let client: HTTPClient
  /// Told each request's answer, in whatever order they come.
  private let answered: (Request, JSON) throws -> Void
  private var open = Request()
  private var underWay: [UInt64: Request] = [:]
  private var nextToken: UInt64 = 1

  private static let rowsPerRequest = 1_000
  private static let bytesPerRequest = 1 << 20
  private static let requestsUnderWay = 4
  private static let attempts = 6

  init(
    _ session: ClientSession, query: [QueryItem],
    answered: @escaping (Request, JSON) throws -> Void
  ) throws {
    api = session.api
    self.query = query
    self.answered = answered
    client = try HTTPClient(configuration: APIClient.configuration(session.told))
  }

  /// The first line whose outcome is not known; nil where all are.
  var firstUnanswered: Int? {
    (underWay.values.compactMap(\.rows.first?.line) + [open.rows.first?.line].compactMap { $0 })
      .min()
  }

  /// Takes one row; throws an `Interruption` where the gateway stays away or refuses all.
  func add(_ row: RowFile.Row) throws {
    open.rows.append((row.line, row.parentKey))
    open.body += row.text
    open.body.append(UInt8(ascii: "\n"))
    guard
      open.rows.count == Self.rowsPerRequest || open.body.count >= Self.bytesPerRequest
    else { return }
    try send()
  }

  /// Sends what is left, and waits for all answers.
  func finish() throws {
    if !open.rows.isEmpty { try send() }
    while !underWay.isEmpty { try collect(upTo: .seconds(60)) }
  }

  private func send() throws {
    while underWay.count >= Self.requestsUnderWay { try collect(upTo: .seconds(60)) }
    let request = open
    open = Request()
    try start(request)
    // So that its bytes leave while the next rows are read.
    try collect(upTo: .zero)
  }

  private func start(_ request: Request) throws {
    let token = nextToken
    nextToken += 1
    underWay[token] = request
    client.start(
      try api.request(
        .post, "/v1/import", query, ("application/x-ndjson", request.body), token: token))
  }

  private func collect(upTo limit: Duration) throws {
    for completion in client.run(upTo: limit) {
      guard let request = underWay[completion.token] else { continue }
      switch completion.outcome {
      case .failure(let failure):
        let failure = ConnectionFailure(failure)
        try again(request, completion.token, mayPass: failure.mayPass, failure.message)
      case .response(let response):
        try take(APIAnswer(status: response.status, body: response.body), completion.token, request)
      }
    }
  }

  private func take(_ answer: APIAnswer, _ token: UInt64, _ request: Request) throws {
    guard answer.isSuccess else {
      let text = APIProblem(answer).lines(naming: []).joined(separator: "\n")
      return try again(request, token, mayPass: answer.status == 503, text)
    }
    underWay[token] = nil
    try answered(request, answer.json)
  }

  /// Rows may be sent as often as need be: what stands already is left alone.
  private func again(
    _ request: Request, _ token: UInt64, mayPass: Bool, _ reason: String
  ) throws {
    guard mayPass, request.attempts < Self.attempts else {
      throw Interruption(description: reason)
    }
    usleep(100_000 << UInt32(request.attempts))
    underWay[token] = nil
    var repeated = request
    repeated.attempts += 1
    try start(repeated)
  }
}

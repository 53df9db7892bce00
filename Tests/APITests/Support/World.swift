import API
import AdapterKit
import Crypto
import Domain
import Gateway
import Storage
import Testing
import Wire

/// One enterprise behind an API, without sockets; every answer is held against the contract.
final class World {
  let api: APIService
  let gateway: Gateway
  let enterprise: EnterpriseID
  let attempts = AttemptNotes()
  /// What delivery was asked for.
  let delivery = AskedDelivery()
  let contract: ContractDocument
  /// The key of the enterprise's first admin.
  let brand: String

  /// With `delivers` real delivery loops work over an adapter that needs no network.
  init(
    seed: UInt64 = 1, delivers: (any Adapter)? = nil,
    beforeCommit: @escaping @Sendable (Int) throws -> Void = { _ in }
  ) throws {
    let store = MemoryStore(beforeCommit: beforeCommit)
    let random = SeededRandom(seed: seed)
    let master = try #require(MasterKey(bytes: random.bytes(32)))
    let founded = try Founding(
      store: store, masterKey: master, clock: StandInClock(), random: random
    ).found(try Name("Acme"), keyName: try Name("First admin"))
    gateway = try Gateway(
      GatewayParts(
        store: store, attemptLog: attempts, masterKey: master,
        adapters: [try delivers ?? SettingsAdapter()],
        clock: delivers == nil ? StandInClock() as any Clock : SystemClock(), random: random))
    gateway.add(delivers == nil ? delivery : DeliveryLoops(DeliveryConfiguration()))
    try gateway.start()
    api = try APIService(gateway, random: random, threads: 1)
    enterprise = founded.enterprise
    brand = founded.secret.text
    contract = try ContractDocument()
  }

  deinit {
    gateway.stop(within: .seconds(5))
  }

  /// Sends a request and holds the answer against the contract.
  func send(
    _ method: HTTPMethod, _ path: String, _ body: JSON? = nil, as key: String?,
    fields extra: HTTPFields = [:]
  ) async throws -> Reaction {
    var fields = extra
    if body != nil, !fields.contains(.contentType) {
      fields.append(.contentType, "application/json")
    }
    return try await send(method, path, bytes: body?.bytes ?? [], as: key, fields: fields)
  }

  func send(
    _ method: HTTPMethod, _ path: String, bytes: [UInt8], as key: String?,
    fields extra: HTTPFields = [:]
  ) async throws -> Reaction {
    var fields = extra
    if let key { try fields.append(.authorization, text: "Bearer \(key)") }
    let target = try HTTPTarget(parsing: path)
    let request = HTTPServerRequest(method, target, fields: fields, body: bytes)
    let response = await answer(request)
    for finding in contract.findings(method, target, response) {
      Issue.record("\(method) \(path) answered \(response.status): \(finding)")
    }
    return Reaction(response)
  }

  /// Sends a request whose answer comes later; it is queued when this returns.
  func begin(
    _ method: HTTPMethod, _ path: String, _ body: JSON? = nil, as key: String,
    fields extra: HTTPFields = [:]
  ) throws -> LateAnswer {
    var fields = extra
    if body != nil { fields.append(.contentType, "application/json") }
    try fields.append(.authorization, text: "Bearer \(key)")
    let request = HTTPServerRequest(
      method, try HTTPTarget(parsing: path), fields: fields, body: body?.bytes ?? [])
    let late = LateAnswer()
    if let now = api.answer(request, onThread: 0, completion: { late.put($0()) }) { late.put(now) }
    return late
  }

  private func answer(_ request: HTTPServerRequest) async -> HTTPResponse {
    await withCheckedContinuation { continuation in
      let now = api.answer(request, onThread: 0) { continuation.resume(returning: $0()) }
      if let now { continuation.resume(returning: now) }
    }
  }

  /// Creates a record and expects it to be.
  func create(
    _ collection: String, _ body: JSON, as key: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Reaction {
    let reaction = try await send(.post, "/v1/\(collection)", body, as: key ?? brand)
    #expect(reaction.status == 201, "\(reaction.json)", sourceLocation: sourceLocation)
    return reaction
  }
}

/// The answer to a request that was begun.
struct LateAnswer: Sendable {
  private let stream = AsyncStream.makeStream(of: HTTPResponse.self)

  func put(_ response: HTTPResponse) {
    stream.continuation.yield(response)
    stream.continuation.finish()
  }

  /// Waits for it; nil for a second time.
  func reaction() async -> Reaction? {
    for await response in stream.stream { return Reaction(response) }
    return nil
  }
}

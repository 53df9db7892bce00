import Domain
import Testing
import Views
import Wire

/// All that a partner asks, meant well or not, and every byte that it is answered.
struct CanaryQuestions {
  let partner: CanaryPartner
  /// Cursors and places that it was given, and where they serve.
  private var listings: [String] = []
  private var place: String?
  private(set) var told: [ToldBytes] = []

  init(_ partner: CanaryPartner) {
    self.partner = partner
  }

  /// Some questions about the scene as it stands; the answers are taken with `take`.
  mutating func ask(in scene: inout CanaryScene) async throws {
    for _ in 0..<3 { try await ask(scene.number(0...13), in: &scene) }
    try await changes(in: &scene)
  }

  private mutating func ask(_ kind: Int, in scene: inout CanaryScene) async throws {
    switch kind {
    case 0...2: try await list(in: &scene)
    case 3: try await page(through: "/v1/view", in: &scene)
    case 4: try await compare(in: &scene)
    case 5: try await translate(in: &scene)
    case 6, 7: try await reach(in: &scene)
    case 8: try await write(in: &scene)
    case 9: try await again(in: &scene)
    case 10: try await repair(in: &scene)
    case 11: try await operate(in: &scene)
    case 12: try await single(in: &scene)
    default: try await malformed(in: &scene)
    }
  }

  /// What was answered since this was called last.
  mutating func take() -> [ToldBytes] {
    defer { told = [] }
    return told
  }

  @discardableResult
  private mutating func send(
    _ method: HTTPMethod, _ path: String, _ body: JSON? = nil, in scene: CanaryScene,
    lags: Bool = false, fields: HTTPFields = [:]
  ) async throws -> Reaction {
    let answer = try await scene.world.send(method, path, body, as: partner.key, fields: fields)
    told.append(
      ToldBytes(
        answer, to: "\(method) \(path)", asked: Array(path.utf8) + (body?.bytes ?? []),
        lags: lags))
    return answer
  }

  // MARK: Reading

  private static let collections = [
    "enterprise", "chains", "partners", "departments", "contacts", "links", "rules", "endpoints",
    "keys",
    "status", "status/endpoints",
  ]

  private mutating func list(in scene: inout CanaryScene) async throws {
    let own = try await own(in: scene)
    switch scene.number(0...6) {
    case 0:
      guard let chain = own.chain else { return }
      let word = scene.pick(["groups", "memberships"]) ?? "groups"
      try await page(through: "/v1/\(word)?chain=\(chain)", in: &scene)
    case 1...3:
      guard let enterprise = own.enterprise else { return }
      let word = scene.pick(["contacts", "departments"]) ?? "contacts"
      try await page(through: "/v1/\(word)?organization=\(enterprise)", in: &scene)
    case 4:
      guard let other = try foreign(.partner, in: &scene) else { return }
      let word = scene.pick(["contacts?organization", "endpoints?party", "keys?party"]) ?? ""
      try await send(.get, "/v1/\(word)=\(other)", in: scene)
    default:
      try await page(through: "/v1/\(scene.pick(Self.collections) ?? "rules")", in: &scene)
    }
  }

  private func own(
    in scene: CanaryScene
  ) async throws -> (chain: String?, enterprise: String?) {
    let ids = try scene.history.ids(of: partner.party)
    let chain = try scene.history.ids(of: .enterprise).record(scene.chain, .chain)
    return (chain.map { ids.text($0, .chain) }, ids.text(.enterprise))
  }

  /// A few pages, keeping the places between them for later.
  private mutating func page(
    through path: String, in scene: inout CanaryScene
  ) async throws {
    let mark = path.contains("?") ? "&" : "?"
    let paged = path.hasSuffix("enterprise") || path.contains("status") ? "" : "\(mark)limit=2"
    var answer = try await send(.get, path + paged, in: scene)
    for _ in 0..<3 {
      guard let next = answer.next else { return }
      let following = "\(path)\(mark)limit=\(scene.number(1...3))&cursor=\(next)"
      if listings.count < 20 { listings.append(following) }
      answer = try await send(.get, following, in: scene)
    }
  }

  /// A page of a listing that began a while ago.
  private mutating func again(in scene: inout CanaryScene) async throws {
    guard !listings.isEmpty else { return }
    let path = listings.remove(at: scene.number(0...(listings.count - 1)))
    try await send(.get, path, in: scene, lags: true)
  }

  private mutating func changes(in scene: inout CanaryScene) async throws {
    let after = place.map { "&after=\($0)" } ?? ""
    let path = "/v1/changes?endpoint=\(partner.asks)&wait=0&limit=\(scene.number(1...9))" + after
    let answer = try await send(.get, path, in: scene, lags: true)
    // Some answers are lost on their way and are asked for once more.
    if answer.status == 200, scene.number(0...2) > 0 { place = answer.next }
    if answer.status == 410 { place = nil }
  }

  // MARK: What is not its own

  /// An id of somebody else's record: as its owner knows it, or as this partner would.
  private func foreign(_ kind: RecordKind, in scene: inout CanaryScene) throws -> String? {
    let owner = scene.pick([.enterprise] + scene.partners.map(\.party)) ?? .enterprise
    let known: String? =
      switch kind {
      case .contact: scene.pick(scene.contacts[owner])
      case .department: scene.pick(scene.departments[owner])
      case .link: scene.pick(scene.links[owner])
      case .rule: scene.pick(scene.rules[owner])
      default: scene.pick(scene.partners.map(\.id))
      }
    guard let known, scene.number(0...3) > 0 else { return known }
    let holder = kind == .partner ? .enterprise : owner
    let record = try #require(scene.history.ids(of: holder).record(known, kind))
    return try scene.history.ids(of: partner.party).text(record, kind)
  }

  private mutating func reach(in scene: inout CanaryScene) async throws {
    let kinds: [(RecordKind, String)] = [
      (.contact, "contacts"), (.department, "departments"), (.link, "links"), (.rule, "rules"),
      (.partner, "partners"),
    ]
    guard let (kind, collection) = scene.pick(kinds), let id = try foreign(kind, in: &scene)
    else { return }
    let path = "/v1/\(collection)/\(id)"
    switch scene.number(0...4) {
    case 0: try await send(.patch, path, ["name": "Mine"], in: scene)
    case 1: try await send(.get, path + "/disclosures", in: scene)
    case 2: try await send(.delete, path, in: scene, fields: [.ifMatch: "\"0\""])
    default: try await send(.get, path, in: scene)
    }
  }

  private mutating func write(in scene: inout CanaryScene) async throws {
    guard let department = try foreign(.department, in: &scene),
      let contact = try foreign(.contact, in: &scene)
    else { return }
    let bodies: [(String, JSON)] = [
      ("contacts", ["code": "x", "departments": [["department": .string(department)]]]),
      ("departments", ["code": "", "name": "N", "parent": .string(department)]),
      (
        "rules",
        [
          "code": "y", "effect": "allow", "seen": ["contacts": [.string(contact)]],
          "seen_by": ["enterprise": true], "fields": ["classes": ["public": "clear"]],
        ]
      ),
    ]
    guard let (collection, body) = scene.pick(bodies) else { return }
    try await send(.post, "/v1/\(collection)", body, in: scene)
  }

  // MARK: The copy

  private mutating func compare(in scene: inout CanaryScene) async throws {
    let digest = JSON.string(.zeroSum)
    let whole: JSON = ["prefix": "", "count": 0, "sum": digest]
    try await send(.post, "/v1/view/compare", ["ranges": [whole]], in: scene)
    var records: JSONObject = [:]
    for kind in [RecordKind.contact, .department, .contact] {
      if let id = try foreign(kind, in: &scene) { records[id] = digest }
    }
    let leaf: JSON = ["prefix": "", "records": .object(records)]
    try await send(
      .post, "/v1/view/compare", ["endpoint": .string(partner.sentTo), "ranges": [leaf]],
      in: scene)
  }

  private mutating func repair(in scene: inout CanaryScene) async throws {
    var records: [JSON] = []
    for kind in [RecordKind.contact, .department] {
      if let id = try foreign(kind, in: &scene) { records.append(.string(id)) }
    }
    try await send(
      .post, "/v1/endpoints/\(partner.sentTo)/repair", ["records": .array(records)], in: scene)
  }

  private mutating func translate(in scene: inout CanaryScene) async throws {
    var ids: [String] = []
    for kind in [RecordKind.contact, .department, .rule, .partner] {
      if let id = try foreign(kind, in: &scene) { ids.append(id) }
    }
    let other = try foreign(.partner, in: &scene)
    try await send(
      .post, "/v1/ids/translate", .translation(ids, to: scene.number(0...1) == 0 ? other : nil),
      in: scene)
  }

  // MARK: Operating

  private mutating func operate(in scene: inout CanaryScene) async throws {
    let path = "/v1/endpoints/\(partner.sentTo)"
    switch scene.number(0...4) {
    case 0: try await send(.post, path + "/checkpoint", ["digest": true], in: scene)
    case 1: try await send(.post, path + "/snapshot", in: scene)
    case 2: try await send(.get, path + "/attempts", in: scene)
    case 3: try await send(.post, "/v1/endpoints/\(partner.asks)/snapshot", in: scene)
    default:
      let commands: JSON = [["method": "POST", "path": "/v1/contacts", "body": ["code": "z"]]]
      try await send(.post, "/v1/batch", ["commands": commands], in: scene)
    }
  }

  /// One of its own, and once more under the tag that it was answered with.
  private mutating func single(in scene: inout CanaryScene) async throws {
    guard let id = scene.pick(scene.contacts[partner.party]) else { return }
    let answer = try await send(.get, "/v1/contacts/\(id)", in: scene)
    guard let tag = HTTPFieldValue(answer.tag) else { return }
    try await send(.get, "/v1/contacts/\(id)", in: scene, fields: [.ifNoneMatch: tag])
  }

  private mutating func malformed(in scene: inout CanaryScene) async throws {
    let paths = [
      "/v1/nothing", "/v1/contacts/con_1", "/v1/changes?after=x", "/v1/view?cursor=x",
      "/v1/staged-changes", "/v1/contacts?limit=0", "/v1/memberships",
      "/v1/endpoints/\(partner.asks)/attempts",
    ]
    try await send(.get, scene.pick(paths) ?? "/", in: scene)
  }
}

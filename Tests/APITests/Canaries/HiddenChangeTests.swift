import Domain
import Testing
import Wire

/// What a partner may not see changes nothing of what it gets: no number counts it, no text grows.
@Suite struct HiddenChangeTests {
  @Test(arguments: [(1, 31), (7, 31), (40, 32)])
  func `a partner gets the same however much happens out of its sight`(
    times: Int, seed: UInt64
  ) async throws {
    let quiet = try await trace(hidden: 0, seed: seed)
    let busy = try await trace(hidden: times, seed: seed)
    #expect(quiet.count > 40)
    for (one, other) in zip(quiet, busy) {
      #expect(one == other)
      guard one == other else { return }
    }
    #expect(quiet.count == busy.count)
    // What a partner does see, it gets.
    #expect(try await trace(hidden: 0, seed: seed, isSeen: true) != quiet)
  }

  /// All that the second partner gets while a contact that it sees changes a few times, and others
  /// that it does not see change `hidden` times after each.
  private func trace(hidden: Int, seed: UInt64, isSeen: Bool = false) async throws -> [String] {
    var scene = try await CanaryScene(seed: seed)
    let (shown, other) = (scene.departments[.enterprise]?.first, scene.partners[0])
    let department = try #require(shown)
    let rule: JSON = [
      "code": "seen", "effect": "allow", "seen": ["single_departments": [.string(department)]],
      "seen_by": ["partners": [.string(scene.partners[1].id)]],
      "fields": ["classes": ["public": "clear", "business": "masked"]],
    ]
    let world = scene.world
    _ = try await world.create("rules", rule)
    let contact = try await world.create("contacts", .contact("one", department, "First")).id
    var reader = ReadTrace(scene.partners[1], world)
    for step in 0..<4 {
      let change: JSON = ["name": .string("Name \(step)")]
      _ = try await world.send(.patch, "/v1/contacts/\(contact)", change, as: world.brand)
      for count in 0..<hidden {
        try await hide(count, in: &scene, other, isSeen ? department : nil)
      }
      if isSeen { try await hide(0, in: &scene, other, department) }
      try await reader.read()
    }
    return reader.trace
  }

  /// Something in a department that the partner does not see, or among another partner's own.
  private func hide(
    _ count: Int, in scene: inout CanaryScene, _ other: CanaryPartner, _ department: String?
  ) async throws {
    let world = scene.world
    let place = try #require(department ?? scene.departments[.enterprise]?.last)
    switch count % 4 {
    case 0:
      _ = try await world.create("contacts", .contact(scene.word(), place, scene.word()))
    case 1:
      let code: JSON = .string(scene.word())
      _ = try await world.create("departments", ["code": code, "name": code], as: other.key)
    case 2:
      _ = try await world.create("keys", ["name": .string(scene.word())])
    default:
      let rule: JSON = [
        "code": .string(scene.word()), "effect": "allow",
        "seen": ["departments": [.string(place)]],
        "seen_by": ["subtrees": [.string(other.id)]], "fields": ["classes": ["public": "clear"]],
      ]
      _ = try await world.create("rules", rule)
    }
  }
}

extension JSON {
  fileprivate static func contact(_ code: String, _ department: String, _ name: String) -> JSON {
    [
      "code": .string(code), "name": .string(name),
      "departments": [["department": .string(department)]],
    ]
  }
}

/// What one partner reads, without what differs from one run to the next anyway: ids, tokens, times.
private struct ReadTrace {
  private let partner: CanaryPartner
  private let world: World
  private(set) var trace: [String] = []
  private var after: String?

  init(_ partner: CanaryPartner, _ world: World) {
    self.partner = partner
    self.world = world
  }

  private static let paths = [
    "enterprise", "chains", "partners", "departments", "contacts", "rules", "endpoints", "keys",
    "status", "status/endpoints", "view?limit=1", "view", "contacts/con_1", "staged-changes",
    "agreements",
  ]

  mutating func read() async throws {
    for path in Self.paths { try await ask(.get, "/v1/\(path)") }
    let whole: JSON = ["prefix": "", "count": 0, "sum": .string(.zeroSum)]
    try await ask(.post, "/v1/view/compare", ["ranges": [whole]])
    try await ask(.post, "/v1/view/compare", ["ranges": [["prefix": "", "records": [:]]]])
    while try await !changes().isEmpty {}
  }

  private mutating func changes() async throws -> [JSON] {
    let place = after.map { "&after=\($0)" } ?? ""
    let answer = try await ask(.get, "/v1/changes?endpoint=\(partner.asks)&wait=0" + place)
    after = answer.next
    return answer.json["events"]?.array ?? []
  }

  @discardableResult
  private mutating func ask(
    _ method: HTTPMethod, _ path: String, _ body: JSON? = nil
  ) async throws -> Reaction {
    let answer = try await world.send(method, path, body, as: partner.key)
    let fields = answer.response.fields.map { "\($0.name)=\(Self.plain($0.value.text))" }
    let question = "\(method) \(Self.plain(path))"
    trace.append("\(question) \(answer.status) \(fields) \(Self.plain(answer.json))")
    return answer
  }

  /// Arrays go in the order of ids, which are others in each run.
  private static func plain(_ json: JSON) -> String {
    switch json {
    case .object(let members):
      let texts = members.map { "\(plain($0.name)): \($0.name == "epoch" ? "" : plain($0.value))" }
      return "{\(texts.sorted().joined(separator: ", "))}"
    case .array(let elements):
      return "[\(elements.map { plain($0) }.sorted().joined(separator: ", "))]"
    case .string(let text): return plain(text)
    default: return String(decoding: json.canonicalBytes, as: UTF8.self)
    }
  }

  private static func plain(_ text: String) -> String {
    var result = text
    for form in forms { result.replace(form.pattern) { _ in form.word } }
    // What is sealed is of one length where what it holds is.
    return result.utf8.count > 50 && !result.contains(" ") ? "\(result.utf8.count)" : result
  }

  private static var forms: [(pattern: Regex<Substring>, word: String)] {
    [
      (/[a-z]{2,4}_[0-9a-f]{32}/, "id"), (/"?[0-9a-f]{32,64}"?/, "digest"),
      (/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/, "time"), (/after=[^&]+/, "after"),
    ]
  }
}

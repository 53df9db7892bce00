import Crypto
import Wire

@testable import Domain

/// Draws records of every kind with every shape that a field can have.
struct RandomRecords {
  private let random: SeededRandom
  private var generator: RandomGenerator

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    generator = RandomGenerator(random)
  }

  mutating func number(below bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }
  mutating func flip() -> Bool { Bool.random(using: &generator) }
  mutating func byte() -> UInt8 { UInt8.random(in: 0...255, using: &generator) }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[number(below: values.count)] }

  mutating func many<Value>(
    upTo count: Int, _ make: (inout RandomRecords) throws -> Value
  ) rethrows -> [Value] {
    try (0..<number(below: count + 1)).map { _ in try make(&self) }
  }

  mutating func text() -> String {
    let pieces = ["张", "𠮷", "e\u{301}", "é", "👩‍👩‍👧", "a", "Z", "9", "ß", "한", "\u{1F1E8}\u{1F1F3}"]
    return "x" + many(upTo: 12) { $0.pick(pieces) }.joined()
  }

  mutating func code() throws -> Code { try Code(text()) }
  mutating func name() throws -> Name { try Name(text()) }
  mutating func id<Subject>() -> Identifier<Subject> { Identifier(from: random) }
  mutating func optional<Subject>() -> Identifier<Subject>? { flip() ? id() : nil }
  mutating func party() -> Party { flip() ? .enterprise : .partner(id()) }

  mutating func record(_ kind: RecordKind) throws -> Record {
    switch kind {
    case .enterprise: .enterprise(Enterprise(id: id(), name: try name()))
    case .chain: .chain(Chain(id: id(), code: try code(), name: try name()))
    case .group:
      .group(
        Group(id: id(), chain: id(), parent: optional(), code: try code(), name: try name()))
    case .partner:
      .partner(
        Partner(
          id: id(), code: try code(), name: try name(), kind: pick(Partner.Kind.allCases),
          state: pick(Partner.State.allCases)))
    case .membership:
      .membership(
        Membership(
          id: id(), chain: id(), partner: id(), groups: many(upTo: 4) { $0.id() },
          parent: optional()))
    case .department:
      .department(
        Department(
          id: id(), organization: party(), parent: optional(), code: try code(),
          name: try name()))
    case .contact: .contact(try contact())
    case .rule: .rule(try rule())
    case .endpoint: .endpoint(try endpoint())
    case .key:
      .key(
        Key(
          id: id(), party: party(), role: pick(Key.Role.allCases), name: try name(),
          secretDigest: SHA256.hash(random.bytes(8))))
    case .stagedChange: .stagedChange(try stagedChange())
    case .agreement: .agreement(agreement())
    case .link: .link(Link(id: id(), organization: party(), from: id(), to: id()))
    }
  }

  mutating func terms() -> Terms {
    let purposes = many(upTo: Purpose.allCases.count) { $0.pick(Purpose.allCases) }
    return Terms(ceiling: levels(), purposes: Set(purposes), term: flip() ? window() : nil)
  }

  mutating func agreement() -> Agreement {
    Agreement(
      id: id(), partner: id(), version: 1 + number(below: 1 << 20), terms: terms(),
      offer: flip() ? terms() : nil, phase: pick(Window.Phase.allCases))
  }

  mutating func stagedChange() throws -> StagedChange {
    StagedChange(
      id: id(), organization: party(), proposal: try proposal(),
      time: Timestamp(seconds: Int64(number(below: 1 << 31))),
      state: pick(StagedChange.State.allCases),
      count: StagedChange.Count(
        structure: Position(Int64(number(below: 1 << 20))), records: number(below: 1 << 20),
        withdrawals: flip() ? withdrawals() : nil,
        sample: many(upTo: 3) { .init(record: $0.recordID(), kind: $0.pick(RecordKind.allCases)) }
      ))
  }

  private mutating func proposal() throws -> StagedChange.Proposal {
    let removals = StagedChange.Proposal.removals(
      pick([.contact, .department]), many(upTo: 5) { $0.recordID() })
    let before = try rule()
    let other = try rule()
    let after = Rule(
      id: before.id, organization: other.organization, code: other.code, effect: other.effect,
      seen: other.seen, seenBy: other.seenBy, fields: other.fields)
    let edit = RuleEdit(
      before: flip() ? before : nil, after: flip() ? after : nil)
    return edit.map { .rule($0) } ?? removals
  }

  private mutating func withdrawals() -> StagedChange.Withdrawals {
    StagedChange.Withdrawals(
      count: number(below: 1 << 20), parties: number(below: 1 << 10),
      most: many(upTo: 3) { .init(party: $0.party(), count: $0.number(below: 1 << 20)) })
  }

  private mutating func recordID() -> RecordID { RecordID(random.block()) }

  mutating func contact() throws -> Contact {
    Contact(
      id: id(), organization: party(), code: try code(), name: try name(),
      placements: try many(upTo: 3) {
        .init(department: $0.id(), position: $0.flip() ? try $0.name() : nil)
      },
      phones: try many(upTo: 3) { try PhoneNumber("+86 138-\(1000 + $0.number(below: 9000))") },
      emails: try many(upTo: 2) { try EmailAddress("\($0.text())@例子.example") },
      employment: pick(Employment.allCases),
      lastDay: flip() ? Timestamp(seconds: Int64(number(below: 4_000_000_000))).date : nil,
      custom: try many(upTo: 3) {
        try CustomField(
          name: "f_\($0.number(below: 1000))", value: $0.text(),
          fieldClass: $0.pick(FieldClass.allCases))
      })
  }

  mutating func levels() -> FieldLevels {
    var result = FieldLevels()
    for fieldClass in FieldClass.allCases where flip() {
      result.classes[fieldClass] = pick(FieldLevel.allCases)
    }
    for field in Field.allCases where flip() { result.fields[field] = pick(FieldLevel.allCases) }
    return result
  }

  mutating func rule() throws -> Rule {
    Rule(
      id: id(), organization: party(), code: try code(), effect: pick(Rule.Effect.allCases),
      seen: .init(
        departments: many(upTo: 3) { $0.id() }, singleDepartments: many(upTo: 2) { $0.id() },
        contacts: many(upTo: 3) { $0.id() }, positions: try many(upTo: 2) { try $0.name() }),
      seenBy: .init(
        enterprise: flip(), partners: many(upTo: 3) { $0.id() },
        groups: many(upTo: 3) { $0.id() }, singleGroups: many(upTo: 2) { $0.id() },
        kinds: many(upTo: 2) { $0.pick(Partner.Kind.allCases) },
        tiers: many(upTo: 2) { $0.tier() }.compactMap { $0 },
        subtrees: many(upTo: 2) { $0.id() }),
      fields: levels(), purpose: pick(Purpose.allCases), window: window(),
      phase: pick(Window.Phase.allCases))
  }

  /// None where the ends drawn make none.
  private mutating func window() -> Window? {
    let ends = (0..<2).map { _ in
      flip() ? Timestamp(microseconds: Int64(number(below: 1 << 52)) - (1 << 51)) : nil
    }
    return try? Window(from: ends[0], until: ends[1])
  }

  mutating func tier() -> Tier? { Tier(chain: id(), depth: 1 + number(below: 32)) }

  mutating func endpoint() throws -> Endpoint {
    let state: Endpoint.State = pick([.active, .paused, .disabled(reason: "gone: \(text())")])
    guard !flip() else {
      return Endpoint(
        id: id(), party: party(), code: try code(), adapter: .of("standard-webhooks"), url: nil,
        transport: .pull, state: state, checkpointDigest: flip(), scope: scope(),
        scopeVersion: number(below: 3))
    }
    return Endpoint(
      id: id(), party: party(), code: try code(), adapter: .of("standard-webhooks"),
      url: try HTTPURL(parsing: "https://example.com:8443/a?b=\(number(below: 99))"),
      settings: ["topic": .string(text()), "list": [1, 2.5, nil, true]],
      transport: try Transport(
        version: pick(Transport.HTTPVersion.allCases), connectSeconds: 1 + number(below: 60),
        totalSeconds: 1 + number(below: 120), parallelRequests: 1 + number(below: 64)),
      secrets: many(upTo: 3) {
        SecretSlot(
          number: 1 + $0.number(below: 1000), scheme: $0.pick(SecretSlot.Scheme.allCases),
          sealed: (0..<$0.number(below: 60)).map { _ in 7 },
          retiresAt: $0.flip() ? Timestamp(microseconds: Int64($0.number(below: 1 << 50))) : nil)
      },
      state: state, checkpointDigest: flip(), scope: scope(), scopeVersion: number(below: 3))
  }

  private mutating func scope() -> Endpoint.Scope {
    let kinds = many(upTo: 2) { $0.pick(Endpoint.Scope.allKinds) }
    let purposes = many(upTo: 3) { $0.pick(Purpose.allCases) }
    let chains: [ChainID] = many(upTo: 3) { $0.id() }
    return Endpoint.Scope(
      kinds: kinds.isEmpty ? nil : Set(kinds), purposes: purposes.isEmpty ? nil : Set(purposes),
      chains: chains.isEmpty ? nil : Set(chains))
  }
}

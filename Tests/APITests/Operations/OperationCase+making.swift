import Crypto
import Delivery
import Domain
import Gateway
import Storage
import Testing
import Views
import Wire

extension OperationCase {
  static func listing(
    _ name: String, _ collection: String,
    query: @escaping @Sendable (TwoPartners) -> String = { _ in "" },
    _ body: @escaping @Sendable (TwoPartners, String) -> JSON
  ) -> OperationCase {
    OperationCase(
      "list\(name)", .get, { "/v1/\(collection)\(query($0))" },
      add: { fixture, code in
        _ = try await fixture.world.create(collection, body(fixture, code))
      })
  }

  static func creation(
    _ name: String, _ collection: String, _ illTyped: [String: JSON],
    _ body: @escaping @Sendable (TwoPartners) -> JSON
  ) -> OperationCase {
    OperationCase(
      "create\(name)", .post, { _ in "/v1/\(collection)" }, body: body, illTyped: illTyped)
  }

  static func transition(_ operation: String, _ word: String) -> OperationCase {
    OperationCase(operation, .post, { "/v1/partners/\($0.first.id)/\(word)" })
  }

  /// Read, change and remove of one record.
  static func one(
    _ name: String, _ collection: String, _ id: @escaping @Sendable (TwoPartners) -> String,
    _ illTyped: [String: JSON], _ patch: @escaping @Sendable (TwoPartners) -> JSON
  ) -> [OperationCase] {
    let path: @Sendable (TwoPartners) -> String = { "/v1/\(collection)/\(id($0))" }
    return [
      OperationCase("get\(name)", .get, path),
      OperationCase("change\(name)", .patch, path, body: patch, illTyped: illTyped),
      OperationCase("remove\(name)", .delete, path),
    ]
  }

  static let illTypedContact: [String: JSON] = [
    "/code": 1, "/name": "", "/departments": "x", "/departments/0": 1, "/phones/0": "no",
    "/emails/0": "no", "/employment": "gone", "/last_day": "2027-02-30", "/custom": [],
    "/custom/badge/class": "secret",
  ]

  static let illTypedRule: [String: JSON] = [
    "/code": 1, "/effect": "maybe", "/seen/departments": 1, "/seen_by/enterprise": "yes",
    "/seen/single_departments": 1, "/seen/positions/0": "", "/seen/colour": [],
    "/seen_by/single_groups": 1, "/seen_by/kinds/0": "king", "/seen_by/tiers/0": 1,
    "/seen_by/subtrees": "x",
    "/fields/classes/public": "bright", "/fields/classes/colour": "clear",
  ]

  static let illTypedTerms: [String: JSON] = [
    "/ceiling": 1, "/ceiling/classes/public": "bright", "/ceiling/classes/colour": "clear",
    "/ceiling/fields/phone": "clear", "/ceiling/colour": [:], "/purposes": [],
    "/purposes/0": "marketing",
  ]

  /// What the first partner answers to the offer that waits for it.
  static func settlement(_ operation: String, _ word: String) -> OperationCase {
    OperationCase(
      operation, .post, { "/v1/agreements/\($0.ownAgreement)/\(word)" },
      body: { _ in ["version": 2] }, as: { $0.first.key }, illTyped: ["/version": 0])
  }

  static let illTypedEndpoint: [String: JSON] = [
    "/code": 1, "/url": "ftp://x.example", "/settings/colour": 1, "/transport/version": 3,
    "/transport/connect_seconds": 0, "/checkpoint_digest": "yes", "/scope/kinds": [],
    "/scope/purposes/0": "marketing", "/scope/chains/0": 1, "/scope/colour": 1,
  ]
}

extension JSON {
  /// A rule of the enterprise that shows its department to the first partner.
  static func brandRule(_ code: String, _ fixture: TwoPartners) -> JSON {
    [
      "code": .string(code), "effect": "allow",
      "seen": ["departments": [.string(fixture.department)]],
      "seen_by": ["partners": [.string(fixture.first.id)]],
      "fields": ["classes": ["public": "clear"]],
    ]
  }

  /// Everything but personal fields, for service.
  static func agreement(with partner: String) -> JSON {
    [
      "partner": .string(partner),
      "ceiling": ["classes": ["public": "clear", "business": "clear"]], "purposes": ["service"],
    ]
  }

  /// The value with another one at a pointer; objects and arrays on the way are made.
  func setting(_ pointer: ArraySlice<String>, to value: JSON) -> JSON {
    guard let token = pointer.first else { return value }
    if Int(token) != nil {
      let first = (array?.first ?? .null).setting(pointer.dropFirst(), to: value)
      return .array([first])
    }
    var object = object ?? [:]
    object[token] = (object[token] ?? .null).setting(pointer.dropFirst(), to: value)
    return .object(object)
  }
}

extension TwoPartners {
  /// The first partner's agreement as that partner knows it.
  var ownAgreement: String {
    do {
      return try foreignID(agreement, .agreement, for: party(first))
    } catch {
      Issue.record(error)
      return ""
    }
  }

  /// Notes an attempt at an endpoint, by default the enterprise's own.
  func addAttempt(_ number: Int64, at id: String? = nil) throws {
    let record = try record(id ?? endpoint, .endpoint, as: .enterprise)
    try world.attempts.append([
      .sample(number, at: EndpointID(record), in: world.enterprise)
    ])
  }

  /// Notes that a record of the enterprise was told to a new endpoint of the first partner.
  @discardableResult
  func addDisclosure(
    of record: String, _ kind: RecordKind, at code: String, withdrawn: Bool = false
  ) async throws -> String {
    let id = try await world.create("endpoints", .endpoint(code, code), as: first.key).id
    let endpoint = EndpointID(try self.record(id, .endpoint, as: party(first)))
    let head = try world.gateway.makeSession().head(of: world.enterprise).position
    var changes = DeliveryChanges()
    changes.told = [
      ToldRow(
        endpoint: endpoint, record: try self.record(record, kind, as: .enterprise), kind: kind,
        classes: [.init(.public), .init(.personal)], first: head,
        withdrawnAt: withdrawn ? head : nil)
    ]
    let isKept = await withCheckedContinuation { continuation in
      world.gateway.submit(delivery: changes) { continuation.resume(returning: $0) }
    }
    #expect(isKept)
    return id
  }
}

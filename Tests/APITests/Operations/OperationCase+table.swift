import Crypto
import Delivery
import Domain
import Testing
import Wire

extension OperationCase {
  /// Every operation; one that is missing here fails a test.
  static let table: [OperationCase] = service + structure + directory + staging + delivery

  static let service: [OperationCase] = [
    OperationCase("getHealth", .get, { _ in "/healthz" }),
    OperationCase("getReadiness", .get, { _ in "/readyz" }),
    OperationCase("getContract", .get, { _ in "/openapi.json" }),
    OperationCase("getEnterprise", .get, { _ in "/v1/enterprise" }),
    OperationCase(
      "runBatch", .post, { _ in "/v1/batch" },
      body: { _ in
        [
          "commands": [
            ["method": "POST", "path": "/v1/chains", "body": ["code": "b1", "name": "B1"]]
          ]
        ]
      }, illTyped: ["/commands": 7]),
    OperationCase("getStatus", .get, { _ in "/v1/status?limit=5" }),
    OperationCase(
      "listEndpointStatus", .get, { _ in "/v1/status/endpoints" },
      add: { fixture, code in
        _ = try await fixture.world.create("endpoints", .endpoint(code, "another"))
      }),
    OperationCase(
      "importRows", .post, { _ in "/v1/import?kind=departments" },
      rows: #"{"code":"d7","name":"D7"}"#),
  ]

  static let structure: [OperationCase] =
    [
      listing("Chains", "chains") { ["code": .string($1), "name": "Another"] },
      creation("Chain", "chains", ["/code": 7, "/name": []]) { _ in ["code": "c2", "name": "C2"] },
      listing("Groups", "groups", query: { "?chain=\($0.chain)" }) {
        ["chain": .string($0.chain), "code": .string($1), "name": "Another"]
      },
      creation("Group", "groups", ["/chain": 1, "/parent": 2, "/code": "", "/name": " x"]) {
        ["chain": .string($0.chain), "parent": .string($0.group), "code": "g2", "name": "G2"]
      },
      listing("Partners", "partners") {
        ["code": .string($1), "name": "Another", "kind": "dealer"]
      },
      creation("Partner", "partners", ["/code": nil, "/name": false, "/kind": "friend"]) { _ in
        ["code": "p2", "name": "P2", "kind": "outlet"]
      },
      OperationCase(
        "listMemberships", .get, { "/v1/memberships?chain=\($0.chain)" },
        add: { fixture, code in
          let partner: JSON = ["code": .string(code), "name": "Another", "kind": "dealer"]
          let id = try await fixture.world.create("partners", partner).id
          _ = try await fixture.world.create(
            "memberships", ["chain": .string(fixture.chain), "partner": .string(id)])
        }),
      OperationCase(
        "createMembership", .post, { _ in "/v1/memberships" },
        body: { ["chain": .string($0.chain), "partner": .string($0.first.id)] },
        illTyped: ["/chain": 1, "/partner": [], "/groups": "x", "/parent": 3]),
      OperationCase(
        "listAgreements", .get, { _ in "/v1/agreements" },
        add: { fixture, code in
          let partner: JSON = ["code": .string(code), "name": "Another", "kind": "dealer"]
          let id = try await fixture.world.create("partners", partner).id
          _ = try await fixture.world.create("agreements", .agreement(with: id))
        }),
      creation("Agreement", "agreements", illTypedTerms.merging(["/partner": 1]) { $1 }) {
        .agreement(with: $0.second.id)
      },
      OperationCase("getAgreement", .get, { "/v1/agreements/\($0.agreement)" }),
      OperationCase(
        "changeAgreement", .patch, { "/v1/agreements/\($0.agreement)" },
        body: { _ in ["ceiling": ["classes": ["business": "masked"]]] }, illTyped: illTypedTerms),
      settlement("acceptAgreement", "accept"), settlement("declineAgreement", "decline"),
      transition("suspendPartner", "suspend"), transition("terminatePartner", "terminate"),
      OperationCase(
        "activatePartner", .post, { "/v1/partners/\($0.first.id)/activate" }),
      OperationCase("rekeyPartner", .post, { "/v1/partners/\($0.first.id)/rekey" }),
      OperationCase("resumePartner", .post, { "/v1/partners/\($0.first.id)/resume" }),
    ]
    + one("Chain", "chains", { $0.chain }, ["/code": 1, "/name": nil]) { _ in ["name": "New"] }
    + one("Group", "groups", { $0.group }, ["/parent": 1, "/code": 2, "/name": 3]) { _ in
      ["name": "New"]
    }
    + one("Partner", "partners", { $0.first.id }, ["/kind": "x", "/code": 1, "/name": 1]) { _ in
      ["name": "New"]
    }
    + one(
      "Membership", "memberships", { $0.first.membership }, ["/groups/0": 1, "/parent": 1]
    ) { _ in ["groups": []] }

  static let directory: [OperationCase] =
    [
      listing("Departments", "departments") { ["code": .string($1), "name": "Another"] },
      creation("Department", "departments", ["/code": 1, "/name": 1, "/parent": 1]) { _ in
        ["code": "d2", "name": "D2"]
      },
      listing("Contacts", "contacts") { ["code": .string($1), "name": "Another"] },
      creation("Contact", "contacts", illTypedContact) {
        .contact("c2", department: $0.department, name: "Carol")
      },
      OperationCase(
        "listLinks", .get, { "/v1/links?contact=\($0.boss)" },
        add: { fixture, code in
          let from = try await fixture.world.create(
            "contacts", ["code": .string(code), "name": "B"])
          _ = try await fixture.world.create(
            "links", ["from": .string(from.id), "to": .string(fixture.boss)])
        }),
      creation("Link", "links", ["/type": "likes", "/from": 1, "/to": []]) {
        ["from": .string($0.newcomer), "to": .string($0.contact)]
      },
      OperationCase(
        "listContactDisclosures", .get, { "/v1/contacts/\($0.contact)/disclosures" },
        add: { try await $0.addDisclosure(of: $0.contact, .contact, at: $1) }),
      OperationCase(
        "listDepartmentDisclosures", .get, { "/v1/departments/\($0.department)/disclosures" },
        add: { try await $0.addDisclosure(of: $0.department, .department, at: $1) }),
      OperationCase(
        "translateIds", .post, { _ in "/v1/ids/translate" },
        body: { .translation([$0.contact], to: $0.first.id) },
        illTyped: [
          "/from": 1, "/from/namespace": "ours", "/from/party": 7, "/to/party": "org_1",
          "/to/colour": "red", "/ids": "x", "/ids/0": 1,
        ]),
      listing("Rules", "rules") { .brandRule($1, $0) },
      creation("Rule", "rules", illTypedRule) { .brandRule("r2", $0) },
    ]
    + one("Department", "departments", { $0.department }, ["/code": 1, "/parent": 1]) { _ in
      ["name": "New"]
    }
    + one("Contact", "contacts", { $0.contact }, illTypedContact) { _ in
      ["name": "New", "custom": ["badge": ["value": "new"], "floor": nil]]
    }
    + one("Link", "links", { $0.link }, ["/to": 1, "/from": "x"]) { ["to": .string($0.newcomer)] }
    + one("Rule", "rules", { $0.rule }, illTypedRule) { _ in
      ["fields": ["classes": ["business": "clear"]]]
    }

  static let staging: [OperationCase] = [
    OperationCase(
      "removeRecords", .post, { _ in "/v1/removals" },
      body: { ["kind": "contacts", "records": [.string($0.contact)]] },
      illTyped: [
        "/kind": "rules", "/records": 1, "/records/0": 1, "/total": -1, "/dry_run": "yes",
      ]),
    OperationCase(
      "listStagedChanges", .get, { _ in "/v1/staged-changes" },
      add: { fixture, _ in _ = try await fixture.world.addStagedChange() }),
    OperationCase("getStagedChange", .get, { "/v1/staged-changes/\($0.staged)" }),
    OperationCase("allowStagedChange", .post, { "/v1/staged-changes/\($0.staged)/allow" }),
    OperationCase("rejectStagedChange", .post, { "/v1/staged-changes/\($0.staged)/reject" }),
  ]

  static let delivery: [OperationCase] =
    [
      listing("Endpoints", "endpoints") { .endpoint($1, "another") },
      creation("Endpoint", "endpoints", illTypedEndpoint) { _ in .endpoint("e2", "other") },
      OperationCase(
        "rotateEndpointSecret", .post, { "/v1/endpoints/\($0.endpoint)/rotate-secret" },
        body: { _ in ["scheme": "ed25519", "overlap_seconds": 60] },
        illTyped: ["/scheme": "rsa", "/overlap_seconds": -1, "/secret": "x"]),
      OperationCase(
        "requestCheckpoint", .post, { "/v1/endpoints/\($0.endpoint)/checkpoint" },
        body: { _ in ["digest": true] }, illTyped: ["/digest": "yes"]),
      OperationCase("getChanges", .get, { _ in "/v1/changes?wait=0" }),
      OperationCase("startSnapshot", .post, { "/v1/endpoints/\($0.endpoint)/snapshot" }),
      OperationCase(
        "repairEndpoint", .post, { "/v1/endpoints/\($0.endpoint)/repair" },
        body: { ["records": [.string($0.contact)]] }, illTyped: ["/records/0": "x"]),
      OperationCase(
        "explainVisibility", .get,
        { "/v1/explain/visibility?viewer=\($0.first.id)&record=\($0.contact)" }),
      OperationCase(
        "explainChange", .get,
        { "/v1/explain/change?endpoint=\($0.endpoint)&record=\($0.contact)" }),
      OperationCase(
        "listView", .get, { _ in "/v1/view" },
        add: { fixture, code in
          _ = try await fixture.world.create(
            "contacts", .contact(code, department: fixture.department, name: "New"))
        }),
      OperationCase(
        "compareView", .post, { _ in "/v1/view/compare" },
        body: { _ in ["ranges": [["prefix": "", "count": 0, "sum": .string(.zeroSum)]]] },
        illTyped: [
          "/at": "at_1", "/ranges": 1, "/ranges/0/prefix": "G", "/ranges/0/count": -1,
          "/ranges/0/sum": "00", "/ranges/0/colour": 1,
        ]),
      OperationCase(
        "listAttempts", .get, { "/v1/endpoints/\($0.endpoint)/attempts" },
        add: { fixture, code in try fixture.addAttempt(Int64(code.utf8.last ?? 0)) }),
      listing("Keys", "keys") { ["name": .string($1)] },
      creation("Key", "keys", ["/name": 1, "/party": 1]) { _ in ["name": "Third"] },
    ]
    + one("Endpoint", "endpoints", { $0.endpoint }, illTypedEndpoint) { _ in
      ["state": "paused", "transport": ["parallel_requests": 2]]
    }
    + [
      OperationCase("getKey", .get, { "/v1/keys/\($0.ownKey)" }),
      OperationCase("removeKey", .delete, { "/v1/keys/\($0.ownKey)" }),
    ]
}

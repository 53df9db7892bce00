import Domain
import Wire

extension Route {
  /// Every operation there is; the contract says the same, which a test holds.
  static let table: [Route] = service + structure + directory + staging + delivery

  private static let page = ["limit", "cursor"]

  private static let service: [Route] = [
    Route(.get, "/healthz", "getHealth", .open { _ in .health }),
    Route(.get, "/readyz", "getReadiness", .open { $0.readiness }),
    Route(.get, "/openapi.json", "getContract", .open { $0.contract }),
    Route(.post, "/v1/batch", "runBatch", .batch),
    Route(.get, "/v1/status", "getStatus", query: ["limit"], .read(StatusOperations.read)),
    Route(
      .get, "/v1/status/endpoints", "listEndpointStatus", query: page,
      .read(StatusOperations.list)),
    Route(
      .post, "/v1/import", "importRows",
      query: ["kind", "organization", "dry_run", "first_line"], .rows),
  ]

  private static let structure: [Route] =
    [
      Route(.get, "/v1/enterprise", "getEnterprise", .read(EnterpriseOperations.read)),
      Route(.get, "/v1/chains", "listChains", query: page, .read(ChainOperations.list)),
      Route(.post, "/v1/chains", "createChain", .write(ChainOperations.create)),
      Route(
        .get, "/v1/groups", "listGroups", query: page + ["chain"], .read(GroupOperations.list)),
      Route(.post, "/v1/groups", "createGroup", .write(GroupOperations.create)),
      Route(.get, "/v1/partners", "listPartners", query: page, .read(PartnerOperations.list)),
      Route(.post, "/v1/partners", "createPartner", .write(PartnerOperations.create)),
      transition("activate", "activatePartner", PartnerOperations.activate),
      transition("suspend", "suspendPartner", PartnerOperations.suspend),
      transition("resume", "resumePartner", PartnerOperations.resume),
      transition("terminate", "terminatePartner", PartnerOperations.terminate),
      transition("rekey", "rekeyPartner", PartnerOperations.rekey),
      Route(
        .get, "/v1/memberships", "listMemberships", query: page + ["chain"],
        .read(MembershipOperations.list)),
      Route(.post, "/v1/memberships", "createMembership", .write(MembershipOperations.create)),
      Route(
        .delete, "/v1/memberships/{id}", "removeMembership", query: ["children", "to", "confirm"],
        .write(MembershipOperations.remove)),
      Route(
        .get, "/v1/agreements", "listAgreements", query: page, .read(AgreementOperations.list)),
      Route(.post, "/v1/agreements", "createAgreement", .write(AgreementOperations.create)),
      Route(
        .post, "/v1/agreements/{id}/accept", "acceptAgreement",
        .write(AgreementOperations.accept)),
      Route(
        .post, "/v1/agreements/{id}/decline", "declineAgreement",
        .write(AgreementOperations.decline)),
    ]
    + one(.chain, "Chain", change: ChainOperations.change)
    + one(.group, "Group", change: GroupOperations.change)
    + one(.partner, "Partner", change: PartnerOperations.change)
    + one(.membership, "Membership", change: MembershipOperations.change, removes: false)
    + one(.agreement, "Agreement", change: AgreementOperations.change, removes: false)

  private static let directory: [Route] =
    [
      Route(
        .get, "/v1/departments", "listDepartments", query: page + ["organization"],
        .read(DepartmentOperations.list)),
      Route(.post, "/v1/departments", "createDepartment", .write(DepartmentOperations.create)),
      Route(
        .get, "/v1/contacts", "listContacts", query: page + ["organization"],
        .read(ContactOperations.list)),
      Route(.post, "/v1/contacts", "createContact", .write(ContactOperations.create)),
      Route(
        .get, "/v1/links", "listLinks", query: page + ["contact"], .read(LinkOperations.list)),
      Route(.post, "/v1/links", "createLink", .write(LinkOperations.create)),
      Route(
        .get, "/v1/contacts/{id}/disclosures", "listContactDisclosures", query: page,
        .read { try DisclosureOperations.list($0, .contact) }),
      Route(
        .get, "/v1/departments/{id}/disclosures", "listDepartmentDisclosures", query: page,
        .read { try DisclosureOperations.list($0, .department) }),
      Route(
        .post, "/v1/ids/translate", "translateIds",
        .ask { context, _ in try TranslationOperations.translate(context) }),
      Route(.get, "/v1/rules", "listRules", query: page, .read(RuleOperations.list)),
      Route(
        .post, "/v1/rules", "createRule", query: ["preview"], .write(RuleOperations.create)),
      Route(.get, "/v1/rules/{id}", "getRule", .read { try $0.answer(.rule) }),
      Route(
        .patch, "/v1/rules/{id}", "changeRule", query: ["preview"],
        .write(RuleOperations.change)),
      Route(
        .delete, "/v1/rules/{id}", "removeRule", query: ["preview"],
        .write(RuleOperations.remove)),
    ]
    + one(.department, "Department", change: DepartmentOperations.change)
    + one(.contact, "Contact", change: ContactOperations.change)
    + one(.link, "Link", change: LinkOperations.change)

  private static let staging: [Route] = [
    Route(
      .post, "/v1/removals", "removeRecords",
      .later(RemovalRequest.read)),
    Route(
      .get, "/v1/staged-changes", "listStagedChanges", query: page, .read(StagedOperations.list)),
    Route(
      .get, "/v1/staged-changes/{id}", "getStagedChange",
      .read { try $0.answer(.stagedChange) }),
    Route(
      .post, "/v1/staged-changes/{id}/allow", "allowStagedChange",
      .later(StagedOperations.allow)),
    Route(
      .post, "/v1/staged-changes/{id}/reject", "rejectStagedChange",
      .write(StagedOperations.reject)),
  ]

  private static let delivery: [Route] =
    [
      Route(
        .get, "/v1/endpoints", "listEndpoints", query: page + ["party"],
        .read(EndpointOperations.list)),
      Route(.post, "/v1/endpoints", "createEndpoint", .write(EndpointOperations.create)),
      Route(
        .post, "/v1/endpoints/{id}/rotate-secret", "rotateEndpointSecret",
        .write(EndpointOperations.rotateSecret)),
      Route(
        .post, "/v1/endpoints/{id}/checkpoint", "requestCheckpoint",
        .ask(CheckpointOperations.request)),
      Route(
        .get, "/v1/changes", "getChanges", query: ["after", "endpoint", "limit", "wait"],
        .changes),
      Route(
        .post, "/v1/endpoints/{id}/snapshot", "startSnapshot", .ask(SnapshotOperations.start)),
      Route(.post, "/v1/endpoints/{id}/repair", "repairEndpoint", .repair),
      Route(
        .get, "/v1/view", "listView", query: page + ["endpoint"], .read(ViewOperations.list)),
      Route(.post, "/v1/view/compare", "compareView", .compare),
      Route(
        .get, "/v1/explain/visibility", "explainVisibility",
        query: ["viewer", "record", "endpoint"],
        .read(ExplanationOperations.visibility)),
      Route(
        .get, "/v1/explain/change", "explainChange", query: ["endpoint", "record", "position"],
        .read(ChangeExplanationOperations.change)),
      Route(
        .get, "/v1/endpoints/{id}/attempts", "listAttempts", query: page,
        .read(AttemptOperations.list)),
      Route(
        .get, "/v1/keys", "listKeys", query: page + ["party"], .read(KeyOperations.list)),
      Route(.post, "/v1/keys", "createKey", .write(KeyOperations.create)),
    ]
    + one(.endpoint, "Endpoint", change: EndpointOperations.change)
    + one(.key, "Key", change: nil)

  private static func transition(
    _ word: String, _ operation: String,
    _ make: @escaping @Sendable (WriteContext) throws -> Proposal
  ) -> Route {
    Route(.post, "/v1/partners/{id}/\(word)", operation, .write(make))
  }

  /// Read, change and remove of one record.
  private static func one(
    _ kind: RecordKind, _ name: String,
    change: (@Sendable (WriteContext) throws -> Proposal)?, removes: Bool = true
  ) -> [Route] {
    let path = "/v1/\(kind.collection)/{id}"
    var routes = [Route(.get, path, "get\(name)", .read { try $0.answer(kind) })]
    if let change { routes.append(Route(.patch, path, "change\(name)", .write(change))) }
    if removes {
      let query = kind.isBraked ? ["confirm"] : []
      routes.append(
        Route(.delete, path, "remove\(name)", query: query, .write { try $0.removing(kind) }))
    }
    return routes
  }
}

import Domain
import Views
import Wire

enum PartnerOperations {
  static func list(_ context: ReadContext) throws -> Reply {
    let listing = try Listing(context)
    guard let partner = context.caller.party.partner else {
      return try listing.named(.partner, in: context.caller.enterprise.record)
    }
    // Those that it may name in a rule: directly above and below it, and none beside it.
    let others = context.caller.isPending ? [] : context.topology.neighbours(of: partner)
    let ids = Set(others.map(\.record)).union([partner.record])
    let representation = context.representation
    return try listing.structural(.partner, ids) { record in
      guard case .partner(let other) = record, other.id != partner else {
        return representation.bytes(of: record)
      }
      return representation.name(of: other)
    }
  }

  static func create(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let code = members.required("code", .code)
    let name = members.required("name", .name)
    let kind = members.required("kind", .partnerKind)
    var record: Record?
    if let code, let name, let kind {
      record = .partner(Partner(id: context.newID(), code: code, name: name, kind: kind))
    }
    return try context.creating(record, members)
  }

  static func change(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let change = Partner.Change(
      code: members.optional("code", .code), name: members.optional("name", .name),
      kind: members.optional("kind", .partnerKind))
    return try context.changing(
      .partner(context.target(.partner), change), members)
  }

  static func activate(_ context: WriteContext) throws -> Proposal {
    try move(context, .activate, context.optionalMembers())
  }

  static func suspend(_ context: WriteContext) throws -> Proposal {
    try move(context, .suspend, context.optionalMembers())
  }

  static func resume(_ context: WriteContext) throws -> Proposal {
    try move(context, .resume, context.optionalMembers())
  }

  static func terminate(_ context: WriteContext) throws -> Proposal {
    var members = try context.optionalMembers()
    let children = members.optional("children", .children(context.ids))
    return try move(context, .terminate(children: children), members)
  }

  /// Gives a partner other ids for all that it is told of.
  static func rekey(_ context: WriteContext) throws -> Proposal {
    try context.optionalMembers().end()
    try context.problems.requireNone()
    return Proposal(
      .rekeyPartner(context.target(.partner)), kind: .partner, status: .ok,
      target: context.subject(.partner))
  }

  private static func move(
    _ context: WriteContext, _ transition: PartnerTransition, _ members: ObjectReader
  ) throws -> Proposal {
    members.end()
    try context.problems.requireNone()
    return Proposal(
      .movePartner(context.target(.partner), transition), kind: .partner, status: .ok,
      target: context.subject(.partner))
  }
}

extension Reading<Command.ChildMemberships> {
  /// `"end"`, or `{"move": id}` where null hangs them on no membership.
  static func children(_ ids: PartyIDs) -> Reading {
    Reading { input in
      if input.value.string == "end" { return .end }
      guard input.value.object != nil, var members = ObjectReader(input) else {
        return input.fail("must be \"end\" or {\"move\": a membership's id or null}")
      }
      let target = members.required("move", .nullable(.id(.membership, ids))) as MembershipID??
      members.end()
      return target.map { .move(to: $0) }
    }
  }
}

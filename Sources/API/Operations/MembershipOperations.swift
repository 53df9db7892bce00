import Domain
import Views
import Wire

enum MembershipOperations {
  static func list(_ context: ReadContext) throws -> Reply {
    let chain = try context.chain()
    let listing = try Listing(context, filter: "\(chain.bits)")
    guard let partner = context.caller.party.partner else {
      return try listing.named(.membership, in: chain.record)
    }
    let own = context.topology.memberships(of: partner).filter { $0.chain == chain }
    return try listing.structural(.membership, Set(own.map(\.id.record)))
  }

  static func create(_ context: WriteContext) throws -> Proposal {
    let ids = context.ids
    var members = try context.members()
    let chain = members.required("chain", .id(.chain, ids) as Reading<ChainID>)
    let partner = members.required("partner", .id(.partner, ids) as Reading<PartnerID>)
    let groups = members.optional("groups", .list(.id(.group, ids))) as [GroupID]?
    let parent = members.optional("parent", .nullable(.id(.membership, ids))) as MembershipID??
    var record: Record?
    if let chain, let partner {
      record = .membership(
        Membership(
          id: context.newID(), chain: chain, partner: partner, groups: groups ?? [],
          parent: parent ?? nil))
    }
    return try context.creating(record, members)
  }

  static func change(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let change = Membership.Change(
      groups: members.optional("groups", .list(.id(.group, context.ids))),
      parent: members.optional("parent", .nullable(.id(.membership, context.ids))))
    return try context.changing(
      .membership(context.target(.membership), change), members)
  }

  static func remove(_ context: WriteContext) throws -> Proposal {
    let children = try children(context)
    let confirmation = context.confirmation
    try context.problems.requireNone()
    return Proposal(
      .endMembership(context.target(.membership), children: children), kind: .membership,
      status: .noContent, target: context.subject(.membership),
      confirmation: confirmation)
  }

  /// `children=end`, or `children=move` with `to` unless they are to hang on none.
  private static func children(_ context: WriteContext) throws -> Command.ChildMemberships? {
    let query = context.query
    let target = query["to"].map { MembershipID(context.ids.recordOrUnknown($0, .membership)) }
    if target != nil, query["children"] != "move" {
      query.reject("to", "stands only beside children=move")
    }
    switch query["children"] {
    case nil: return nil
    case "end": return .end
    case "move": return .move(to: target)
    default:
      query.reject("children", "must be \"end\" or \"move\"")
      return nil
    }
  }
}

import Domain
import Views
import Wire

enum ChainOperations {
  static func list(_ context: ReadContext) throws -> Reply {
    let listing = try Listing(context)
    guard let partner = context.caller.party.partner else {
      return try listing.named(.chain, in: context.caller.enterprise.record)
    }
    let memberships = context.topology.memberships(of: partner)
    return try listing.structural(.chain, Set(memberships.map(\.chain.record)))
  }

  static func create(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let code = members.required("code", .code)
    let name = members.required("name", .name)
    var record: Record?
    if let code, let name {
      record = .chain(Chain(id: context.newID(), code: code, name: name))
    }
    return try context.creating(record, members)
  }

  static func change(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let change = Chain.Change(
      code: members.optional("code", .code), name: members.optional("name", .name))
    return try context.changing(
      .chain(context.target(.chain), change), members)
  }
}

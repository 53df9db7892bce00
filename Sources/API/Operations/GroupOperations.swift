import Domain
import Views
import Wire

enum GroupOperations {
  static func list(_ context: ReadContext) throws -> Reply {
    let chain = try context.chain()
    let listing = try Listing(context, filter: "\(chain.bits)")
    guard let partner = context.caller.party.partner else {
      return try listing.named(.group, in: chain.record)
    }
    let memberships = context.topology.memberships(of: partner).filter { $0.chain == chain }
    return try listing.structural(.group, Set(memberships.flatMap(\.groups).map(\.record)))
  }

  static func create(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let chain = members.required("chain", .id(.chain, context.ids) as Reading<ChainID>)
    let parent = members.optional("parent", .nullable(.id(.group, context.ids))) as GroupID??
    let code = members.required("code", .code)
    let name = members.required("name", .name)
    var record: Record?
    if let chain, let code, let name {
      record = .group(
        Group(id: context.newID(), chain: chain, parent: parent ?? nil, code: code, name: name))
    }
    return try context.creating(record, members)
  }

  static func change(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let change = Group.Change(
      parent: members.optional("parent", .nullable(.id(.group, context.ids))),
      code: members.optional("code", .code), name: members.optional("name", .name))
    return try context.changing(
      .group(context.target(.group), change), members)
  }
}

extension ReadContext {
  /// The chain that the query names, as one that the caller may know of.
  func chain() throws -> ChainID {
    guard let text = query.required("chain") else {
      throw query.problem
    }
    guard let id = ids.record(text, .chain), let record = try record(id, .chain, at: head()),
      try reader.sight(of: record, for: caller) != nil
    else { throw Problem.unknownReference("chain", "chain") }
    return ChainID(id)
  }

  /// The organization that the query names, or the caller's own.
  func organization(_ name: String) throws -> Party {
    guard let text = query[name] else { return caller.party }
    guard let organization = ids.organization(text), knows(organization) else {
      throw Problem.unknownReference(name, "organization")
    }
    return organization
  }

  /// A partner knows itself, the enterprise, and whose rules speak to it.
  private func knows(_ organization: Party) -> Bool {
    guard let partner = organization.partner, organization != caller.party else { return true }
    guard !caller.isBrand else { return topology.partners[partner] != nil }
    return topology.rules(for: caller.party).contains {
      $0.organization == organization && $0.isOpen
    }
  }
}

extension Problem {
  /// A parameter of the query that names nothing which the caller could use.
  static func unknownReference(_ parameter: String, _ kind: String) -> Problem {
    let detail = "names no \(kind) that can be used here"
    return Problem(
      .invalidReference, "`\(parameter)` \(detail); check the id, or list what is there",
      errors: [FieldProblem(place: .parameter(parameter), detail: detail)])
  }
}

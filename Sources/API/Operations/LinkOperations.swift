import Domain
import Views
import Wire

/// Who reports to whom in the caller's own organization.
enum LinkOperations {
  static func list(_ context: ReadContext) throws -> Reply {
    guard let text = context.query["contact"] else {
      let scope = context.caller.party.scope(in: context.caller.enterprise)
      return try Listing(context).named(.link, in: scope)
    }
    let contact = context.ids.recordOrUnknown(text, .contact)
    let listing = try Listing(context, filter: "\(contact.bits)")
    guard case .contact(let record)? = try context.record(contact, .contact, at: listing.position),
      record.organization == context.caller.party
    else {
      context.query.reject("contact", "names no contact of your own organization")
      throw context.query.problem
    }
    return try listing.attached(.link, to: contact)
  }

  static func create(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let type = members.optional("type", .word(Link.LinkType.allCases, \.name))
    let from = members.required("from", .id(.contact, context.ids) as Reading<ContactID>)
    let to = members.required("to", .id(.contact, context.ids) as Reading<ContactID>)
    var record: Record?
    if let from, let to {
      record = .link(
        Link(
          id: context.newID(), organization: context.caller.party, type: type ?? .reportsTo,
          from: from, to: to))
    }
    return try context.creating(record, members)
  }

  static func change(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let to = members.optional("to", .id(.contact, context.ids) as Reading<ContactID>)
    return try context.changing(.link(context.target(.link), Link.Change(to: to)), members)
  }
}

/// Throws unless both ends are contacts of the link's organization, and nobody comes to report to
/// themselves, over however many others.
func check(_ link: Link, replacing before: Link?, in state: some DirectoryState) throws {
  for (end, field) in [(link.from, "from"), (link.to, "to")] {
    guard let contact = try state.contact(end), contact.organization == link.organization else {
      throw Refusal.unknown(.contact, field: field)
    }
  }
  guard before?.to != link.to else { return }
  var above = link.to
  for _ in 0..<Link.lineLimit {
    guard above != link.from else {
      throw Refusal(
        .invalidReference, "this contact would come to report to themselves; name another one",
        field: "to")
    }
    guard let next = try state.link(link.type, from: above, in: link.organization) else { return }
    above = next.to
  }
  throw Refusal(
    .invalidReference,
    "at most \(Link.lineLimit) contacts stand above one another; name one further up", field: "to")
}

extension DirectoryState {
  /// The one link of a type that leads from a contact.
  func link(
    _ type: Link.LinkType, from contact: ContactID, in organization: Party
  ) throws -> Link? {
    let name = UniqueName(link: type, from: contact, of: organization, in: enterprise)
    guard let holder = try holder(of: name),
      case .link(let link) = try record(holder, .link)
    else { return nil }
    return link
  }
}

/// The links of a contact that is to go; they go with it.
func linksOfRemoved(_ contact: Contact, in state: some DirectoryState) throws -> [Record] {
  let limit = Link.removalLimit
  let found = try state.attachments(to: contact.id.record, of: .link, limit: limit + 1)
  guard found.count <= limit else {
    throw Refusal(
      .tooLarge,
      "more than \(limit) links lead from or to this contact; move them to another contact or"
        + " remove them first")
  }
  return try found.compactMap { try state.record($0.member, .link) }
}

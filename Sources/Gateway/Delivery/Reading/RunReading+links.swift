import Delivery
import Domain
import Storage
import Views

/// Links are found at the contacts that they lead from or to, each at one of them.
extension RunReading {
  /// What of the links that hung at a position this page's stage tells: those that are seen at the
  /// cause, or the others.
  func addLinks(at position: Position, to page: inout RunPage) throws {
    let scopes = [before?.scope, atCause.scope, after.scope].compactMap { $0 }
    guard scopes.contains(where: \.hasLinks) else { return }
    let start = page.through
    for holder in candidates.linkHolders where holder.id >= start.holder {
      let place = holder.id == start.holder ? start : RunPlace(start.stage, holder: holder.id)
      if try hasLinks(under: holder, at: position) {
        try addLinks(under: holder, at: position, after: place, to: &page)
      }
      guard page.covered < limit else { return }
    }
  }

  /// Most organizations say nothing of who reports to whom.
  private func hasLinks(
    under holder: RunCandidates.Holder, at position: Position
  ) throws -> Bool {
    guard case .department = holder.source else { return true }
    let department = [after, atCause, before].lazy.compactMap {
      $0?.scope.topology.departments[DepartmentID(holder.id)]
    }.first
    return try department.map { try records.hasLinks($0.organization, at: position) } ?? true
  }

  private func addLinks(
    under holder: RunCandidates.Holder, at position: Position, after place: RunPlace,
    to page: inout RunPage
  ) throws {
    if case .organization(let organization) = holder.source {
      return try addLinks(of: organization, at: position, after: place, to: &page)
    }
    var last: RecordID?
    if place.record != .lowest {
      // It may have been left in the middle.
      last = place.record
      try addLinks(at: place.record, at: position, after: place, to: &page)
    }
    while page.covered < limit {
      let found = try contacts(of: holder, at: position, after: last, limit: limit - page.covered)
      guard let end = found.last else { return }
      for contact in found {
        guard page.covered < limit else { return }
        page.covered += 1
        page.through = RunPlace(place.stage, holder: holder.id, record: contact)
        try addLinks(at: contact, at: position, after: page.through, to: &page)
      }
      last = end
    }
  }

  private func addLinks(
    at contact: RecordID, at position: Position, after place: RunPlace, to page: inout RunPage
  ) throws {
    var last = place.link == .lowest ? nil : place.link
    while page.covered < limit {
      let found = try reader.attachments(
        to: contact, of: .link, after: last, at: position, limit: limit - page.covered,
        in: journal.enterprise)
      guard let end = found.last else { return }
      for link in found.map(\.member) {
        page.through = RunPlace(
          place.stage, holder: place.holder, record: contact, link: link)
        try add(link, at: position, of: contact, to: &page)
      }
      last = end.member
    }
  }

  private func addLinks(
    of organization: Party, at position: Position, after place: RunPlace, to page: inout RunPage
  ) throws {
    var last: String?
    if place.link != .lowest, let link = try records.link(LinkID(place.link), at: position) {
      last = Record.link(link).uniqueName(in: journal.enterprise).text
    }
    while page.covered < limit {
      let found = try reader.names(
        of: .link, in: organization.scope(in: journal.enterprise), after: last, at: position,
        limit: limit - page.covered, enterprise: journal.enterprise)
      guard let end = found.last else { return }
      for name in found {
        page.through = RunPlace(place.stage, holder: place.holder, link: name.record)
        try add(name.record, at: position, of: nil, to: &page)
      }
      last = end.text
    }
  }

  /// Adds a link if it is to be looked at here and told in this stage.
  private func add(
    _ link: RecordID, at position: Position, of contact: RecordID?, to page: inout RunPage
  ) throws {
    page.covered += 1
    let isSharing = page.through.stage > .contacts
    do {
      guard let record = try records.link(LinkID(link), at: position) else { return }
      let here = RunCandidates.LinkPlace(holder: page.through.holder, contact: contact)
      let place = candidates.place(
        of: record, from: try records.contact(record.from, at: position),
        to: try records.contact(record.to, at: position))
      guard place == here else { return }
      let isSeen = try atCause.row(of: link, .link, at: span.cause, records) != nil
      guard isSeen == isSharing else { return }
    } catch is DamagedRecord where !isSharing {
      // Found again when what is seen is told.
      return
    } catch is DamagedRecord {}
    if isFirst(link) { page.candidates.append(try candidate(link, .link)) }
  }

  // MARK: The walk

  /// Goes on with the links of an entry that a page ended in.
  func finishEntry(of page: inout RunPage) throws {
    guard page.through.holder != .lowest,
      let entry = try journal.entries(after: page.through.position.previous).first
    else { return }
    try addLinks(of: entry, to: &page)
  }

  /// The links of the contacts that an entry moved, in pages: a contact may have thousands.
  func addLinks(of entry: FollowedEntry, to page: inout RunPage) throws {
    let start = page.through
    for end in entry.ends.map(\.record).sorted() where end >= start.holder {
      var last = end == start.holder && start.record != .lowest ? start.record : nil
      page.through = RunPlace(
        .touched, position: entry.position, holder: end, record: last ?? .lowest)
      while page.covered < limit {
        let found = try reader.attachments(
          to: end, of: .link, after: last, at: entry.position, limit: limit - page.covered,
          in: journal.enterprise
        ).map(\.member)
        guard let next = found.last else { break }
        for link in found { try addTouched(link, .link, to: &page) }
        last = next
        page.through = RunPlace(.touched, position: entry.position, holder: end, record: next)
      }
      guard page.covered < limit else { return }
    }
    page.through = RunPlace(.touched, position: entry.position)
  }
}

import Delivery
import Domain
import Storage
import Views
import Wire

/// Reads one page of one run.
struct RunReading {
  let party: Party
  let endpoint: EndpointID
  let span: RunSpan
  let candidates: RunCandidates
  let journal: FollowedJournal
  let reader: any StoreReader
  /// The party's rows at the base (nil for an empty one), at the cause and at the head.
  let before: RowBuilder?
  let atCause: RowBuilder
  let after: RowBuilder
  let limit: Int

  /// The page after a place.
  func page(after place: RunPlace?) throws -> RunPage {
    candidates.beginPage(after: place)
    var page = RunPage(through: place ?? RunPlace(.sharedDepartments))
    for stage in RunPlace.Stage.allCases where stage >= page.through.stage {
      if stage > page.through.stage { page.through = RunPlace(stage) }
      switch stage {
      case .sharedDepartments: addDepartments(candidates.sharedDepartments, to: &page)
      case .unsharedLinks:
        if span.kind != .snapshot { try addLinks(at: candidates.position, to: &page) }
      case .unsharedArrivedLinks, .sharedArrivedLinks:
        if span.kind == .catchUp { try addLinks(at: span.cause, to: &page) }
      case .sharedLinks: try addLinks(at: candidates.position, to: &page)
      case .contacts: try addContacts(at: candidates.position, to: &page)
      case .arrivals:
        // Who came while nothing of it was visible was touched by no entry that concerned the party.
        if span.kind == .catchUp { try addContacts(at: span.cause, to: &page) }
      case .touched: if span.kind == .catchUp { try addTouched(to: &page) }
      case .unsharedDepartments: addDepartments(candidates.unsharedDepartments, to: &page)
      case .standing: if span.kind == .snapshot { try addStanding(to: &page) }
      }
      if page.covered >= limit { return page }
    }
    page.isLast = true
    return page
  }

  // MARK: Departments

  private func addDepartments(_ all: [DepartmentID], to page: inout RunPage) {
    let last = page.through.record
    let start = all.firstIndex { $0.record == last }.map { $0 + 1 } ?? 0
    for id in all[start...] {
      guard page.covered < limit else { return }
      page.covered += 1
      page.through = RunPlace(page.through.stage, record: id.record)
      let row = after.scope.topology.departments[id].flatMap { after.row(of: $0) }
      page.candidates.append(
        RunPage.Candidate(
          record: id.record, kind: .department,
          before: before?.scope.topology.departments[id].flatMap { before?.row(of: $0) },
          after: row))
    }
  }

  // MARK: Contacts

  private func addContacts(at position: Position, to page: inout RunPage) throws {
    let place = page.through
    for holder in candidates.holders where holder.id >= place.holder {
      var last: RecordID? =
        holder.id == place.holder && place.record != .lowest ? place.record : nil
      while page.covered < limit {
        let found = try contacts(
          of: holder, at: position, after: last, limit: limit - page.covered)
        for record in found {
          page.covered += 1
          if isFirst(record) { page.candidates.append(try candidate(record, .contact)) }
        }
        guard let end = found.last else { break }
        last = end
        page.through = RunPlace(place.stage, holder: holder.id, record: end)
      }
      guard page.covered < limit else { return }
    }
  }

  func contacts(
    of holder: RunCandidates.Holder, at position: Position, after last: RecordID?, limit: Int
  ) throws -> [RecordID] {
    switch holder.source {
    case .named(let contacts):
      let next = contacts.drop { contact in last.map { contact.record <= $0 } ?? false }
      return next.prefix(limit).map(\.record)
    case .department:
      return try reader.attachments(
        to: holder.id, of: .contact, after: last, at: position, limit: limit,
        in: journal.enterprise
      ).map(\.member)
    case .organization(let organization):
      return try reader.names(
        of: .contact, in: organization.scope(in: journal.enterprise),
        after: try code(of: last, at: position), at: position, limit: limit,
        enterprise: journal.enterprise
      ).map(\.record)
    }
  }

  /// By which the contacts of an organization are listed.
  private func code(of record: RecordID?, at position: Position) throws -> String? {
    guard let record else { return nil }
    return try contact(record, at: position)?.code.text
  }

  /// Of one page once is enough.
  func isFirst(_ record: RecordID) -> Bool {
    span.kind == .catchUp ? candidates.meets(record) : true
  }

  func candidate(_ record: RecordID, _ kind: RecordKind) throws -> RunPage.Candidate {
    do {
      let old = try before.flatMap { try $0.row(of: record, kind, at: span.base, records) }
      let new = try after.row(of: record, kind, at: journal.head, records)
      return RunPage.Candidate(record: record, kind: kind, before: old, after: new)
    } catch is DamagedRecord {
      return RunPage.Candidate(record: record, kind: kind, before: nil, after: nil, isDamaged: true)
    }
  }

  func contact(_ record: RecordID, at position: Position) throws -> Contact? {
    try records.contact(ContactID(record), at: position)
  }

  var records: FollowedRecords {
    FollowedRecords(journal: journal, reader: reader, last: journal.head)
  }

  // MARK: The walk

  private func addTouched(to page: inout RunPage) throws {
    try finishEntry(of: &page)
    var position = max(page.through.position, span.base)
    while page.covered < limit, position < span.cause {
      let entries = try journal.entries(after: position).prefix { $0.position <= span.cause }
      guard let last = entries.last else { return }
      for entry in entries {
        position = entry.position
        page.through = RunPlace(.touched, position: position)
        guard entry.concerned.contains(party) else { continue }
        for contact in entry.contacts { try addTouched(contact.record, .contact, to: &page) }
        for link in entry.links { try addTouched(link.record, .link, to: &page) }
        try addLinks(of: entry, to: &page)
        if page.covered >= limit { return }
      }
      position = last.position
    }
  }

  func addTouched(
    _ record: RecordID, _ kind: RecordKind, to page: inout RunPage
  ) throws {
    page.covered += 1
    if candidates.meets(record) { page.candidates.append(try candidate(record, kind)) }
  }

  // MARK: What was told

  /// Of a copy that was told before, whatever is seen no more is withdrawn.
  private func addStanding(to page: inout RunPage) throws {
    while page.covered < limit {
      let last = page.through.record == .lowest ? nil : page.through.record
      let rows = try reader.standing(at: endpoint, after: last, limit: limit - page.covered)
      guard let end = rows.last else { return }
      for row in rows {
        page.covered += 1
        let candidate = try candidate(row.record, row.kind)
        if candidate.after == nil { page.candidates.append(candidate) }
      }
      page.through = RunPlace(.standing, record: end.record)
    }
  }
}

import Crypto
import Domain
import Gateway
import Storage
import Views
import Wire

/// One page of everything that the caller's party sees, as it is told to endpoints.
///
/// Departments come first, then the party's own contacts by code, then those of others, and links
/// last; what is not the party's own comes in the order of its own ids. A page holds no more than
/// the ids of one department in memory, so that the size of a view does not matter.
struct ViewPages {
  private let context: ReadContext
  private let listing: Listing
  private let rows: RowBuilder
  private let listed: ListedRows
  private let sections: ViewSections

  /// Within the scope of one of the party's endpoints where one is given.
  init(_ context: ReadContext, of endpoint: Endpoint? = nil) throws {
    self.context = context
    let scope = try context.session.scope(of: endpoint?.id, in: context.caller.enterprise)
    listing = try Listing(context, filter: endpoint.map { "\($0.id.bits)" } ?? "")
    try listing.requireSameView(since: scope.start)
    rows = context.reader.rows(for: context.caller.viewer, narrowedTo: scope.scope)
    listed = try ListedRows(rows, at: listing.position, context)
    sections = ViewSections(of: rows.scope, context.ids)
  }

  func reply() throws -> Reply {
    var page = Page(limit: listing.limit)
    var place = Place(listing.last)
    while place.section < sections.all.count {
      guard try read(sections.all[place.section], &place, &page) else {
        return listing.reply(page.items, more: place.text, at: context.ids.at(listing.position))
      }
      place = Place(section: place.section + 1)
    }
    return listing.reply(page.items, more: nil, at: context.ids.at(listing.position))
  }

  /// What a page holds so far, and how much was looked at for it: so that a page has an end even
  /// where little is visible, it may be short although more follow.
  private struct Page {
    let limit: Int
    var items: [[UInt8]] = []
    var looked = 0

    var isFull: Bool { items.count >= limit || looked >= 2_000 }
  }

  /// Reads a section from a place on; false where the page was full before its end.
  private func read(
    _ section: ViewSection, _ place: inout Place, _ page: inout Page
  ) throws -> Bool {
    guard !page.isFull else { return false }
    page.looked += 1
    var candidates = try candidates(in: section, after: place.last)
    while !candidates.isEmpty {
      for candidate in candidates {
        guard !page.isFull else { return false }
        page.looked += 1
        place.last = candidate.order
        page.items += try rows(candidate.record, in: section)
      }
      guard section.isRead else { return true }
      candidates = try self.candidates(in: section, after: place.last)
    }
    return true
  }

  private struct Candidate {
    let order: String
    let record: RecordID
  }

  /// What a section holds beyond a place; of the party's own contacts the next few.
  private func candidates(in section: ViewSection, after last: String?) throws -> [Candidate] {
    let position = listing.position
    switch section {
    case .departments(let departments): return ordered(departments.map(\.record), after: last)
    case .namedContacts(let contacts): return ordered(contacts.map(\.record), after: last)
    case .ownContacts: return try own(.contact, after: last)
    case .ownLinks: return try own(.link, after: last)
    case .links(let contacts):
      return try hasLinks(contacts) ? try candidates(in: contacts, after: last) : []
    case .placed(let department):
      return ordered(try records.contacts(in: department, at: position).map(\.record), after: last)
    case .positioned(let party):
      return ordered(try records.contacts(of: party, at: position).map(\.record), after: last)
    }
  }

  /// The next few of the party's own records of a kind.
  private func own(_ kind: RecordKind, after last: String?) throws -> [Candidate] {
    let names = try context.session.names(
      of: kind, in: context.caller.party.scope(in: context.caller.enterprise), after: last,
      at: listing.position, limit: listing.limit + 1, enterprise: context.caller.enterprise)
    return names.map { Candidate(order: $0.text, record: $0.record) }
  }

  /// Whether the contacts of a section of others can have links at all.
  private func hasLinks(_ section: ViewSection) throws -> Bool {
    switch section {
    case .placed(let department):
      guard let found = rows.scope.topology.departments[department] else { return false }
      return try records.hasLinks(found.organization, at: listing.position)
    case .positioned(let organization):
      return try records.hasLinks(organization, at: listing.position)
    default: return true
    }
  }

  private var records: any RecordReading {
    get throws {
      try context.session.records(at: listing.position, in: context.caller.enterprise)
    }
  }

  private func ordered(_ records: [RecordID], after last: String?) -> [Candidate] {
    let after = last.flatMap { Hex.decode($0) }.flatMap { Block128(bytes: $0) }
    let shown = records.map { (shown: context.ids.shown($0), record: $0) }
      .filter { item in after.map { $0 < item.shown } ?? true }
      .sorted { $0.shown < $1.shown }
    return shown.map { Candidate(order: Hex.encode($0.shown.bytes), record: $0.record) }
  }

  /// What a section shows of a candidate: itself, or the links that lead from it.
  private func rows(_ id: RecordID, in section: ViewSection) throws -> [[UInt8]] {
    let position = listing.position
    let found: [Row?]
    switch section {
    case .departments: found = [try listed.row(of: id, .department)]
    case .ownLinks: found = [try listed.row(of: id, .link)]
    case .ownContacts, .namedContacts, .placed, .positioned, .links:
      guard let contact = try records.contact(ContactID(id), at: position),
        sections.holds(contact, in: section)
      else { return [] }
      if case .links = section {
        found = try records.links(from: contact.id, of: contact.organization, at: position)
          .map { try listed.row(of: $0.record, .link) }
      } else {
        found = [try listed.row(of: contact)]
      }
    }
    return found.compactMap { $0?.canonicalBytes }
  }

  /// The section that a page ended in, and what it looked at last there.
  private struct Place {
    var section: Int
    var last: String?

    init(section: Int) {
      self.section = section
    }

    init(_ text: String?) {
      let parts = text?.split(separator: "/", maxSplits: 1) ?? []
      section = parts.first.flatMap { Int($0) } ?? 0
      last = parts.count > 1 ? String(parts[1]) : nil
    }

    var text: String { "\(section)" + (last.map { "/\($0)" } ?? "") }
  }
}

extension ViewSection {
  /// Whether its candidates come a few at a time.
  fileprivate var isRead: Bool {
    switch self {
    case .ownContacts, .ownLinks: true
    default: false
    }
  }
}

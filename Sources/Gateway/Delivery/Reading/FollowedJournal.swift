package import Domain
package import Storage
package import Views
import Wire

/// One enterprise's journal as one delivery loop follows it: its head, a window of recent entries,
/// and the structure at any position.
///
/// Confined to the loop's thread; reads through the reader that the loop refreshes.
package final class FollowedJournal {
  package let enterprise: EnterpriseID
  private let reader: any StoreReader
  private let history = TopologyHistory()
  private let contacts: KnownContacts
  /// What stood from each position on, oldest first; never empty.
  private var topologies: [Structure]
  private var window: [FollowedEntry] = []
  /// Pages before the window, by where they begin: endpoints that start from one cursor share them.
  private var olderPages: [Position: [FollowedEntry]] = [:]
  /// Where the scope of an endpoint changed last, of entries that were followed.
  private var rescoped: [EndpointID: Position] = [:]

  package private(set) var head: Position

  /// An object, because a structure is many values and is looked at with every delivery.
  private final class Structure {
    let position: Position
    let topology: Topology

    init(_ topology: Topology) {
      position = topology.position
      self.topology = topology
    }
  }

  private static let windowLimit = 8_192
  private static let topologyLimit = 16
  private static let pageSize = 256

  /// `contacts` may be shared by the journals of one loop.
  package init(
    topology: Topology, reader: any StoreReader, contacts: KnownContacts = KnownContacts()
  ) {
    self.contacts = contacts
    enterprise = topology.enterprise
    head = topology.position
    topologies = [Structure(topology)]
    self.reader = reader
  }

  /// Takes over the entries that were committed since, up to a published head, in order.
  ///
  /// The reader must have been refreshed after that head was published: it may see further entries,
  /// which belong to the next published state and wait for it. `recent` are those that the writer
  /// still has in memory, from the head on, or nil to read them. On an error everything stays as it
  /// was. Contacts are kept in memory where an entry concerns a party that `isServed` here.
  func follow(
    _ recent: [CommittedEntry]?, upTo target: Position,
    isServed: (Party) -> Bool = { _ in true }
  ) throws -> [FollowedEntry] {
    var progress = Progress(from: newest, at: head)
    var pages: [ArraySlice<CommittedEntry>] = []
    let records = SessionRecords(reader: reader, enterprise: enterprise, last: target)
    if let recent, recent.first.map({ $0.position == head.next }) ?? true {
      pages.append(recent.prefix { $0.position <= target })
      try progress.add(pages[0], keeping: Self.topologyLimit, contact: records.contact)
    } else {
      while progress.topology.position < target {
        let topology = progress.topology
        let replay = JournalReplay(after: topology.position, topology: topology, reader: reader)
        let page = try replay.next(limit: Self.pageSize).prefix { $0.position <= target }
        guard !page.isEmpty else { break }
        try progress.add(page, keeping: Self.topologyLimit, contact: records.contact)
        pages.append(page)
      }
    }
    // Nothing can fail from here on, so that all of it is taken over or nothing.
    for (entry, followed) in zip(pages.joined(), progress.added) {
      if followed.concerned.contains(where: isServed) {
        contacts.note(entry.changes, at: entry.position, time: entry.time, in: enterprise)
      } else {
        contacts.forget(entry.changes, in: enterprise)
      }
    }
    keep(progress)
    return progress.added
  }

  private func keep(_ progress: Progress) {
    guard let last = progress.added.last else { return }
    window += progress.added
    if window.count > 2 * Self.windowLimit { window.removeFirst(window.count - Self.windowLimit) }
    // Without a gap: the structure at a position is the newest one kept up to there.
    if progress.hasGap { topologies = [] }
    topologies += progress.structures.map { Structure($0) }
    if topologies.count > 2 * Self.topologyLimit {
      topologies.removeFirst(topologies.count - Self.topologyLimit)
    }
    head = last.position
    olderPages = [:]
    for entry in progress.added { for id in entry.rescoped { rescoped[id] = entry.position } }
  }

  /// When a rule is to take something away next, as far as the newest structure says.
  var nextNarrowing: Timestamp? { topologies.last?.topology.narrowing.earliest }

  /// The entries after a position, at most a page of them.
  func entries(after position: Position) throws -> [FollowedEntry] {
    if let first = window.first, first.position <= position.next {
      let start = Int(position.number - first.position.number) + 1
      return Array(window[start...].prefix(Self.pageSize))
    }
    if let page = olderPages[position] { return page }
    var topology = try topology(at: position)
    topology.position = position
    let replay = JournalReplay(after: position, topology: topology, reader: reader)
    let records = SessionRecords(reader: reader, enterprise: enterprise, last: head)
    let page = try replay.next(limit: Self.pageSize).filter { $0.position <= head }.map { entry in
      topology.apply(entry.changes, at: entry.position)
      return try FollowedEntry(entry, topology: topology, contact: records.contact)
    }
    if olderPages.count >= 64 { olderPages = [:] }
    olderPages[position] = page
    return page
  }

  /// Both sides of every change of one entry.
  func changes(at position: Position) throws -> [Change] {
    var topology = try topology(at: position.previous)
    topology.position = position.previous
    let replay = JournalReplay(after: position.previous, topology: topology, reader: reader)
    return try replay.next(limit: 1).first?.changes ?? []
  }

  /// The structure as it stood at a position up to the head; its own position is that of the entry
  /// that changed it last, or later.
  package func topology(at position: Position) throws -> Topology {
    if let recent = topologies.last(where: { $0.position <= position }) {
      return recent.topology
    }
    return try history.topology(of: enterprise, at: position, reader: reader)
  }

  /// The position of the structure that stood at `position`, without handing it over.
  func structure(at position: Position) throws -> Position {
    if let index = topologies.lastIndex(where: { $0.position <= position }) {
      return topologies[index].position
    }
    return try topology(at: position).position
  }

  /// The newest position at which anything changed that decides what `party` sees at the head.
  func structureTouched(_ party: Party) -> Position {
    topologies[topologies.count - 1].topology.touched(party)
  }

  /// Where the scope of an endpoint changed last; nil where no entry that was followed changed it.
  func rescoped(_ endpoint: EndpointID) -> Position? {
    rescoped.isEmpty ? nil : rescoped[endpoint]
  }

  /// A contact as it stood at a position up to the head, and from which position on.
  func contact(_ record: RecordID, at position: Position) throws -> KnownContacts.Version {
    if let known = knownContact(record, at: position) { return known }
    let row = try reader.version(of: record, .contact, at: position, in: enterprise)
    var contact: Contact?
    if case .contact(let decoded)? = try row?.decoded() { contact = decoded }
    let version = KnownContacts.Version(first: row?.position ?? .start, contact: contact)
    if position == head { contacts.learn(version, of: record, in: enterprise) }
    return version
  }

  /// The same where it need not be read, else nil.
  func knownContact(_ record: RecordID, at position: Position) -> KnownContacts.Version? {
    contacts.version(of: record, at: position, in: enterprise)
  }

  /// When an entry was written.
  func time(of position: Position) throws -> Timestamp {
    if let first = window.first, first.position <= position, position <= head {
      return window[Int(position.number - first.position.number)].time
    }
    return try reader.time(of: position, in: enterprise) ?? .epoch
  }

  private var newest: Topology {
    topologies[topologies.count - 1].topology
  }
}

/// Entries on their way into a followed journal.
private struct Progress {
  var topology: Topology
  var added: [FollowedEntry] = []
  /// What stood from each of the last entries on that changed the structure.
  var structures: [Topology] = []
  /// Whether structures before those were not kept.
  var hasGap = false

  init(from newest: Topology, at head: Position) {
    topology = newest
    topology.position = head
  }

  /// Keeps the last `limit` structures only: with one kept the next change copies what it touches,
  /// and an import of thousands of departments would pay that for each of them.
  mutating func add(
    _ entries: ArraySlice<CommittedEntry>, keeping limit: Int,
    contact: (ContactID, Position) throws -> Contact?
  ) throws {
    let changing = entries.filter(\.changesTopology)
    let oldestKept = changing.suffix(limit).first?.position
    hasGap = hasGap || structures.count + changing.count > limit
    for entry in entries {
      topology.apply(entry.changes, at: entry.position)
      added.append(try FollowedEntry(entry, topology: topology, contact: contact))
      guard let oldestKept, oldestKept <= entry.position, entry.changesTopology else { continue }
      structures.append(topology)
    }
    if structures.count > limit { structures.removeFirst(structures.count - limit) }
  }
}

extension CommittedEntry {
  fileprivate var changesTopology: Bool { changes.contains { $0.kind.isTopology } }
}

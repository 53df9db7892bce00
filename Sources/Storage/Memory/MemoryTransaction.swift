import Crypto
import Delivery
import Domain
import Wire

/// Reads and writes a private copy of a store's state until the write is over.
final class MemoryTransaction: MemoryReader, StoreTransaction {
  override var stateless: StoreError { .transactionOver }

  /// Does nothing: a transaction always sees what it has written.
  override func refresh() throws {
    _ = try state
  }

  /// Does nothing: the state goes with the write.
  override func release() throws {}

  /// Hands over what was written; the transaction is of no use afterwards.
  func finish() throws(StoreError) -> MemoryState {
    let result = try state
    held = nil
    return result
  }

  /// A change that fails halfway ends the transaction, even if the body goes on: a part of an entry
  /// is never committed.
  private func change(_ body: (inout MemoryState) throws -> Void) throws {
    var changed = try state
    held = nil
    try body(&changed)
    held = changed
  }

  func add(_ enterprise: EnterpriseRow) throws {
    try change { state in
      guard state.heads[enterprise.id] == nil else {
        throw StoreError(.exists, "the store keeps this enterprise already")
      }
      state.enterprises.append(enterprise)
      state.heads[enterprise.id] = Head(
        position: .start, time: .epoch, hash: Entry.origin(of: enterprise.id))
    }
  }

  func append(_ write: EntryWrite, in enterprise: EnterpriseID) throws {
    try write.check(after: head(of: enterprise))
    try change { state in
      let entry = write.entry
      state.entries[EntryKey(enterprise: enterprise, position: entry.position)] = entry
      for row in write.versions {
        let key = VersionKey(
          enterprise: enterprise, kind: row.kind.rawValue, record: row.record,
          position: row.position)
        guard state.versions[key] == nil else {
          throw StoreError.conflict("an entry changes a record twice")
        }
        state.versions[key] = row
      }
      let index = IndexChanges(of: write.changes, in: enterprise)
      try state.apply(index, at: entry.position, in: enterprise)
      state.heads[enterprise] = Head(position: entry.position, time: entry.time, hash: entry.hash)
    }
  }

  func keep(_ outcome: OutcomeRow, of key: IdempotencyKey, in enterprise: EnterpriseID) throws {
    _ = try head(of: enterprise)
    try change { $0.outcomes[OutcomeKey(key, in: enterprise)] = outcome }
  }

  func dropOutcomes(before time: Timestamp, limit: Int) throws {
    try change { state in
      var old: [(key: OutcomeKey, time: Timestamp)] = []
      for enterprise in state.enterprises {
        let lower = OutcomeKey(IdempotencyKey(bearer: nil, text: ""), in: enterprise.id)
        try state.outcomes.scan(from: lower) { key, row in
          guard key.enterprise == enterprise.id else { return false }
          if row.time < time { old.append((key, row.time)) }
          return true
        }
      }
      old.sort { $0.time < $1.time }
      for (key, _) in old.prefix(max(limit, 0)) { state.outcomes[key] = nil }
    }
  }

  func save(_ changes: DeliveryChanges) throws {
    for row in changes.cursors { _ = try head(of: row.enterprise) }
    try change { state in
      for row in changes.cursors { state.cursors[row.endpoint] = row }
      for row in changes.told { state.keep(row) }
      for row in changes.exceptions {
        state.exceptions[CopyKey(endpoint: row.endpoint, record: row.record)] = row
      }
      for row in changes.settled {
        state.exceptions[CopyKey(endpoint: row.endpoint, record: row.record)] = nil
      }
      for row in changes.runs {
        state.runs[RunKey(endpoint: row.endpoint, number: row.number)] = row
      }
      for row in changes.endedRuns {
        state.runs[RunKey(endpoint: row.endpoint, number: row.number)] = nil
      }
      for endpoint in changes.ended { try state.end(endpoint) }
    }
  }
}

extension MemoryState {
  fileprivate mutating func apply(
    _ index: IndexChanges, at position: Position, in enterprise: EnterpriseID
  ) throws {
    for held in index.endedNames {
      let newest = NameKey(held.name, first: position, in: enterprise)
      guard let live = names.last(atMost: newest), live.key.isOfName(of: newest),
        live.value.end == nil, live.value.record == held.record
      else { throw StoreError.conflict("a record gives up a name that it does not hold") }
      names[live.key] = NameStretch(
        name: live.value.name, record: live.value.record, end: position)
    }
    for held in index.begunNames {
      let key = NameKey(held.name, first: position, in: enterprise)
      names[key] = NameStretch(name: held.name, record: held.record, end: nil)
    }
    for row in index.endedAttachments {
      let newest = AttachmentKey(row, first: position, in: enterprise)
      guard let live = attachments.last(atMost: newest), live.key.isOfMember(of: newest),
        live.value.end == nil
      else { throw StoreError.conflict("a record leaves a holder that it is not attached to") }
      attachments[live.key] = AttachmentStretch(attachment: row, end: position)
    }
    for row in index.begunAttachments {
      let key = AttachmentKey(row, first: position, in: enterprise)
      attachments[key] = AttachmentStretch(attachment: row, end: nil)
    }
  }

  fileprivate mutating func keep(_ row: ToldRow) {
    let key = ToldKey(endpoint: row.endpoint, record: row.record, first: row.first)
    told[key] = row
    disclosures[
      DisclosureKey(record: row.record, endpoint: row.endpoint, first: row.first)] = key
  }

  /// Removes what is kept of an endpoint but its told rows.
  fileprivate mutating func end(_ endpoint: EndpointID) throws {
    cursors[endpoint] = nil
    let lower = CopyKey(endpoint: endpoint, record: .least)
    var keys: [CopyKey] = []
    try exceptions.scan(from: lower) { key, _ in
      guard key.endpoint == endpoint else { return false }
      keys.append(key)
      return true
    }
    for key in keys { exceptions[key] = nil }
    var numbers: [RunKey] = []
    try runs.scan(from: RunKey(endpoint: endpoint, number: .min)) { key, _ in
      guard key.endpoint == endpoint else { return false }
      numbers.append(key)
      return true
    }
    for key in numbers { runs[key] = nil }
  }
}

extension AttachmentKey {
  fileprivate init(_ row: Attachment, first: Position, in enterprise: EnterpriseID) {
    self.init(
      enterprise: enterprise, holder: row.holder, member: row.member,
      kind: row.memberKind.rawValue, first: first)
  }

  /// Whether both are stretches of one attachment.
  fileprivate func isOfMember(of other: Self) -> Bool {
    enterprise == other.enterprise && holder == other.holder && member == other.member
      && kind == other.kind
  }
}

import Domain

// What can be asked about any position of a journal.

extension MemoryReader {
  func version(
    of record: RecordID, _ kind: RecordKind, at position: Position, in enterprise: EnterpriseID
  ) throws -> VersionRow? {
    let key = VersionKey(
      enterprise: enterprise, kind: kind.rawValue, record: record, position: position)
    guard let newest = try state.versions.last(atMost: key), newest.key.isOfRecord(of: key) else {
      return nil
    }
    return newest.value
  }

  func versions(
    of kind: RecordKind, after last: RecordID?, at position: Position, limit: Int,
    in enterprise: EnterpriseID
  ) throws -> [VersionRow] {
    var rows: [VersionRow] = []
    // The newest version so far of the record that the scan is at.
    var newest: VersionRow?
    let lower = VersionKey(
      enterprise: enterprise, kind: kind.rawValue, record: last ?? .least, position: .start)
    try state.versions.scan(from: lower) { key, row in
      guard key.enterprise == enterprise, key.kind == kind.rawValue else { return false }
      if let last, key.record == last { return true }
      if let live = newest, live.record != key.record {
        if live.encoded != nil { rows.append(live) }
        newest = nil
      }
      if key.position <= position { newest = row }
      return rows.count < limit
    }
    if let newest, newest.encoded != nil, rows.count < limit { rows.append(newest) }
    return rows
  }

  func history(
    of kind: RecordKind, since base: Position, upTo position: Position, after last: VersionPlace?,
    limit: Int, in enterprise: EnterpriseID
  ) throws -> [VersionRow] {
    var rows: [VersionRow] = []
    guard limit > 0 else { return rows }
    let lower = VersionKey(
      enterprise: enterprise, kind: kind.rawValue, record: last?.record ?? .least,
      position: last?.position ?? .start)
    try state.versions.scan(from: lower) { key, row in
      guard key.enterprise == enterprise, key.kind == kind.rawValue else { return false }
      let isPassed = last.map { key.record == $0.record && key.position == $0.position } ?? false
      if !isPassed, base < key.position, key.position <= position { rows.append(row) }
      return rows.count < limit
    }
    return rows
  }

  func holder(
    of name: UniqueName, at position: Position, in enterprise: EnterpriseID
  ) throws -> RecordID? {
    let key = NameKey(name, first: position, in: enterprise)
    guard let newest = try state.names.last(atMost: key), newest.key.isOfName(of: key),
      newest.value.end.reaches(position)
    else { return nil }
    return newest.value.record
  }

  func names(
    of kind: RecordKind, in scope: RecordID, after last: String?, at position: Position,
    limit: Int, enterprise: EnterpriseID
  ) throws -> [NameRow] {
    var rows: [NameRow] = []
    guard limit > 0 else { return rows }
    let passed = last.map { Array($0.utf8) }
    let lower = NameKey(
      enterprise: enterprise, scope: scope, kind: kind.rawValue, text: last ?? "", first: .start)
    try state.names.scan(from: lower) { key, stretch in
      guard key.enterprise == enterprise, key.scope == scope, key.kind == kind.rawValue else {
        return false
      }
      if key.text != passed, key.first <= position, stretch.end.reaches(position) {
        rows.append(NameRow(text: stretch.name.text, record: stretch.record))
      }
      return rows.count < limit
    }
    return rows
  }

  func hasNames(in scope: RecordID, at position: Position, enterprise: EnterpriseID) throws -> Bool
  {
    var found = false
    let lower = NameKey(enterprise: enterprise, scope: scope, kind: 0, text: "", first: .start)
    try state.names.scan(from: lower) { key, stretch in
      guard key.enterprise == enterprise, key.scope == scope else { return false }
      found = key.first <= position && stretch.end.reaches(position)
      return !found
    }
    return found
  }

  func attachments(
    to holder: RecordID, of kind: RecordKind?, after last: RecordID?, at position: Position,
    limit: Int, in enterprise: EnterpriseID
  ) throws -> [Attachment] {
    var rows: [Attachment] = []
    guard limit > 0 else { return rows }
    let lower = AttachmentKey(
      enterprise: enterprise, holder: holder, member: last ?? .least, kind: 0, first: .start)
    try state.attachments.scan(from: lower) { key, stretch in
      guard key.enterprise == enterprise, key.holder == holder else { return false }
      let isAsked = kind == nil || kind?.rawValue == key.kind
      if isAsked, key.member != last, key.first <= position, stretch.end.reaches(position) {
        rows.append(stretch.attachment)
      }
      return rows.count < limit
    }
    return rows
  }
}

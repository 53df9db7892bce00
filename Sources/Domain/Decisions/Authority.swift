extension CommandRequest {
  /// Throws unless the actor may write a record of this owner and kind.
  ///
  /// A brand admin writes what is the enterprise's and may set up a partner's endpoints and keys; a
  /// partner admin writes what is the partner's own. To a partner, what is another's is not there.
  func requireAuthority(over record: Record) throws(Refusal) {
    if record.owner == actor.party {
      guard actor.party == .enterprise || Self.ownKinds.contains(record.kind) else {
        throw Refusal.notFound(record.kind)
      }
      return
    }
    try requireAuthority(over: record.kind)
    guard actor.party == .enterprise else { throw Refusal.notFound(record.kind) }
    guard record.kind == .endpoint || record.kind == .key else {
      throw Refusal(
        .forbidden,
        "a partner's \(record.kind.name) is written by the partner itself; use a key of that"
          + " partner")
    }
  }

  /// Throws for a kind of which the actor writes no record at all, whether there is one or not, so
  /// that the answer does not tell.
  func requireAuthority(over kind: RecordKind) throws(Refusal) {
    guard actor.party == .enterprise || !kind.belongsToEnterpriseOnly else {
      let article = kind.name.first.map("aeiou".contains) == true ? "an" : "a"
      throw Refusal(
        .forbidden, "only the enterprise's admins write \(article) \(kind.name); ask them to")
    }
  }

  private static let ownKinds: Set<RecordKind> = [
    .department, .contact, .rule, .endpoint, .key, .stagedChange, .link,
  ]
}

extension RecordKind {
  fileprivate var belongsToEnterpriseOnly: Bool {
    switch self {
    case .enterprise, .chain, .group, .partner, .membership, .agreement: true
    case .department, .contact, .rule, .endpoint, .key, .stagedChange, .link: false
    }
  }
}

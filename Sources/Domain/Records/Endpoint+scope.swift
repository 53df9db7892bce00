extension Endpoint {
  /// What an endpoint is told of its party's view: records of some kinds, and what allows for some
  /// purposes or through some chains give.
  package struct Scope: Hashable, Sendable {
    /// Nil where records of every kind are told.
    package let kinds: Set<RecordKind>?
    /// Nil where an allow counts whatever it is for.
    package let purposes: Set<Purpose>?
    /// Nil where an allow counts however it reaches the party; one that reaches it through no chain
    /// always does.
    package let chains: Set<ChainID>?

    /// The whole view of the party.
    package static let whole = Scope()

    /// The kinds of which parties have rows.
    package static let allKinds: [RecordKind] = [.department, .contact, .link]
    package static let chainLimit = 1_000

    package init(
      kinds: Set<RecordKind>? = nil, purposes: Set<Purpose>? = nil, chains: Set<ChainID>? = nil
    ) {
      self.kinds = kinds
      self.purposes = purposes
      self.chains = chains
    }

    package func holds(_ kind: RecordKind) -> Bool { kinds?.contains(kind) ?? true }

    /// Whether the same rules count as in the whole view.
    package var holdsAllRules: Bool { purposes == nil && chains == nil }
  }
}

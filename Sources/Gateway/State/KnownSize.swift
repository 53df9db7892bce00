import Domain

/// How many records an organization has, as far as it was counted.
struct KnownSize: Hashable, Sendable {
  var count: Int
  /// Whether it has no more than that.
  let isExact: Bool

  /// What is counted: all that an organization names, without rules, endpoints and keys.
  static let kinds: [RecordKind] = [.contact, .department, .partner, .chain]
}

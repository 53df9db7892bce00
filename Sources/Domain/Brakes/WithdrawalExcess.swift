/// Why a change of rules waits for a person, in numbers; each record counts once for each party that
/// loses it.
package struct WithdrawalExcess: Hashable, Sendable {
  /// How many may be withdrawn without a person.
  package let limit: Int
  package let withdrawn: Int
}

extension RemovalLimit {
  /// Nil where withdrawing `count` stays within the limit.
  ///
  /// `seen` counts, up to a number, what those who lose something saw of others' records before.
  package func excess(
    withdrawing count: Int, seen: (Int) throws -> Int
  ) rethrows -> WithdrawalExcess? {
    guard count > 0 else { return nil }
    var size = 0
    if let least = self.size(allowing: count) {
      if least == 0 { return nil }
      size = try seen(least)
      if size >= least { return nil }
    }
    return WithdrawalExcess(limit: allowed(ofSize: size), withdrawn: count)
  }
}

import Domain

/// Parties in groups of which all see the same of some records, so that one of each is asked.
///
/// Two parties are in one group if the same rules about those records speak to both, before and
/// after, and nothing else tells them apart.
final class PartyGroups {
  /// The places of the parties in the list that the counter keeps.
  let members: [[Int32]]
  /// One for each group.
  var tallies: [MovementTally]

  /// Splits parties, given with their first groups, by lists of those whom a rule speaks to.
  ///
  /// Takes time in proportion to the lists. `owner` is left out: what it sees of its own is no matter
  /// of rules.
  init(splitting first: [Int32], by lists: [[Int32]], without owner: Int32?) {
    var groupOf = first
    var count = (first.max() ?? -1) + 1
    for list in lists {
      var split: [Int32: Int32] = [:]
      for party in list {
        let old = groupOf[Int(party)]
        if let new = split[old] {
          groupOf[Int(party)] = new
        } else {
          split[old] = count
          groupOf[Int(party)] = count
          count += 1
        }
      }
    }
    var members: [Int32: [Int32]] = [:]
    for (party, group) in groupOf.enumerated() where Int32(party) != owner {
      members[group, default: []].append(Int32(party))
    }
    self.members = members.sorted { $0.key < $1.key }.map(\.value)
    tallies = Array(repeating: MovementTally(), count: members.count)
  }
}

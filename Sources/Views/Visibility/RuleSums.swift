import Domain
import Synchronization

/// What one set of rules gives together, under one structure, for whatever a record is matched by.
///
/// Parties to whom the same rules speak share one. What a department comes to, with those above it, is
/// kept once it was asked for, for most records of a department are decided alike.
final class RuleSums: Sendable {
  let rules: Set<RuleID>
  private let sums: [Selector: RuleSum]
  private let namesContacts: Bool
  private let namesPositions: Bool
  private let departments = Mutex<[DepartmentID: RuleSum]>([:])

  private static let departmentLimit = 4_096

  /// Of those rules that are open and whose organization gives records at all.
  init(of rules: Set<RuleID>, in topology: Topology) {
    self.rules = rules
    var sums: [Selector: RuleSum] = [:]
    for id in rules {
      guard let rule = topology.rules[id], rule.isOpen, topology.givesRecords(rule.organization)
      else { continue }
      var own = RuleSum()
      own.add(rule)
      for selector in rule.seenSelectors { sums[selector, default: RuleSum()].add(own) }
    }
    self.sums = sums
    namesContacts = sums.keys.contains { if case .contact = $0 { true } else { false } }
    namesPositions = sums.keys.contains { if case .position = $0 { true } else { false } }
  }

  var selectors: some Collection<Selector> { sums.keys }

  /// What speaks of a contact of another organization.
  func sum(of contact: Contact, in topology: Topology) -> RuleSum {
    guard !sums.isEmpty else { return RuleSum() }
    var result = namesContacts ? sums[.contact(contact.id)] ?? RuleSum() : RuleSum()
    departments.withLock { known in
      for placement in contact.placements {
        result.add(sum(of: placement.department, in: topology, &known))
      }
    }
    guard namesPositions else { return result }
    for case let position? in contact.placements.lazy.map(\.position) {
      if let rules = sums[.position(contact.organization, position)] { result.add(rules) }
    }
    return result
  }

  /// What speaks of a department of another organization, and of whoever is in it.
  func sum(of department: DepartmentID, in topology: Topology) -> RuleSum {
    guard !sums.isEmpty else { return RuleSum() }
    return departments.withLock { sum(of: department, in: topology, &$0) }
  }

  private func sum(
    of department: DepartmentID, in topology: Topology, _ known: inout [DepartmentID: RuleSum]
  ) -> RuleSum {
    if let sum = known[department] { return sum }
    var sum = sums[.singleDepartment(department)] ?? RuleSum()
    var next: DepartmentID? = department
    while let current = next {
      if let rules = sums[.department(current)] { sum.add(rules) }
      next = topology.departments[current]?.parent
    }
    if known.count >= Self.departmentLimit { known = [:] }
    known[department] = sum
    return sum
  }
}

/// The sums that parties under one structure have at work.
///
/// It keeps none alive: they last as long as somebody decides by them.
final class SharedRuleSums: Sendable {
  private let sums = Mutex<[Set<RuleID>: Shared]>([:])

  private struct Shared {
    weak var sums: RuleSums?
  }

  /// The sums of these rules; `topology` must be the one that this belongs to.
  func sums(of rules: Set<RuleID>, in topology: Topology) -> RuleSums {
    if let known = sums.withLock({ $0[rules]?.sums }) { return known }
    let made = RuleSums(of: rules, in: topology)
    return sums.withLock { all in
      if let known = all[rules]?.sums { return known }
      if all.count >= 64, all.count.nonzeroBitCount == 1 {
        all = all.filter { $0.value.sums != nil }
      }
      all[rules] = Shared(sums: made)
      return made
    }
  }
}

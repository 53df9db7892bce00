import Domain
import Views

/// Everything that a topology knows, to be compared.
struct TopologySummary: Equatable {
  let position: Position
  let departments: [DepartmentID: Department]
  let partners: [PartnerID: Partner]
  let rules: [RuleID: Rule]
  let agreements: [AgreementID: Agreement]
  let touched: [Party: Position]
  let readers: [Party: Set<RuleID>]

  init(_ topology: Topology) {
    position = topology.position
    departments = topology.departments
    partners = topology.partners
    rules = topology.rules
    agreements = topology.agreements
    let parties = [Party.enterprise] + topology.partners.keys.map { .partner($0) }
    touched = Dictionary(uniqueKeysWithValues: parties.map { ($0, topology.touched($0)) })
    readers = Dictionary(
      uniqueKeysWithValues: parties.map { ($0, Set(topology.rules(for: $0).map(\.id))) })
  }
}

/// A set of memberships within a chain (a region, a tier, a campaign), one node of the chain's tree.
package struct Group: Hashable, Sendable {
  package let id: GroupID
  package let chain: ChainID
  package var parent: GroupID?
  package var code: Code
  package var name: Name

  package init(id: GroupID, chain: ChainID, parent: GroupID?, code: Code, name: Name) {
    self.id = id
    self.chain = chain
    self.parent = parent
    self.code = code
    self.name = name
  }

  /// What a change may set; nil leaves a field as it is, `.some(nil)` clears the parent.
  package struct Change: Hashable, Sendable {
    package var parent: GroupID??
    package var code: Code?
    package var name: Name?

    package init(parent: GroupID?? = nil, code: Code? = nil, name: Name? = nil) {
      self.parent = parent
      self.code = code
      self.name = name
    }
  }

  func applying(_ change: Change) -> Self {
    var result = self
    result.parent = change.parent ?? parent
    result.code = change.code ?? code
    result.name = change.name ?? name
    return result
  }
}

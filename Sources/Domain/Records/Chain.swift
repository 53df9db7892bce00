/// A named interconnect space of the enterprise, with a tree of groups.
package struct Chain: Hashable, Sendable {
  package let id: ChainID
  package var code: Code
  package var name: Name

  package init(id: ChainID, code: Code, name: Name) {
    self.id = id
    self.code = code
    self.name = name
  }

  /// What a change may set; nil leaves a field as it is.
  package struct Change: Hashable, Sendable {
    package var code: Code?
    package var name: Name?

    package init(code: Code? = nil, name: Name? = nil) {
      self.code = code
      self.name = name
    }
  }

  func applying(_ change: Change) -> Self {
    var result = self
    result.code = change.code ?? code
    result.name = change.name ?? name
    return result
  }
}

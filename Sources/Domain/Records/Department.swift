/// One node of an organization's department tree.
package struct Department: Hashable, Sendable {
  package let id: DepartmentID
  package let organization: Party
  package var parent: DepartmentID?
  package var code: Code
  package var name: Name

  package init(
    id: DepartmentID, organization: Party, parent: DepartmentID?, code: Code, name: Name
  ) {
    self.id = id
    self.organization = organization
    self.parent = parent
    self.code = code
    self.name = name
  }

  /// What a change may set; nil leaves a field as it is, `.some(nil)` clears the parent.
  package struct Change: Hashable, Sendable {
    package var parent: DepartmentID??
    package var code: Code?
    package var name: Name?

    package init(parent: DepartmentID?? = nil, code: Code? = nil, name: Name? = nil) {
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

/// The upstream tenant that owns a journal; nothing crosses its border.
package struct Enterprise: Hashable, Sendable {
  package let id: EnterpriseID
  package var name: Name

  package init(id: EnterpriseID, name: Name) {
    self.id = id
    self.name = name
  }
}

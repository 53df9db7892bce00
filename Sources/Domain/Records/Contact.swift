package import Wire

/// A person who works for an organization.
package struct Contact: Hashable, Sendable {
  package let id: ContactID
  package let organization: Party
  package var code: Code
  package var name: Name
  package var placements: [Placement]
  package var phones: [PhoneNumber]
  package var emails: [EmailAddress]
  package var employment: Employment
  package var lastDay: CalendarDate?
  package var custom: [CustomField]

  /// At most this many departments, phones and e-mails each stand in one contact.
  package static let listLimit = 20

  package init(
    id: ContactID, organization: Party, code: Code, name: Name, placements: [Placement] = [],
    phones: [PhoneNumber] = [], emails: [EmailAddress] = [], employment: Employment = .active,
    lastDay: CalendarDate? = nil, custom: [CustomField] = []
  ) {
    self.id = id
    self.organization = organization
    self.code = code
    self.name = name
    self.placements = placements
    self.phones = phones
    self.emails = emails
    self.employment = employment
    self.lastDay = lastDay
    self.custom = custom
  }

  /// A department that a contact works in, and as what.
  package struct Placement: Hashable, Sendable {
    package let department: DepartmentID
    package let position: Name?

    package init(department: DepartmentID, position: Name? = nil) {
      self.department = department
      self.position = position
    }
  }

  /// What a change may set; nil leaves a field as it is, `.some(nil)` clears the last day.
  package struct Change: Hashable, Sendable {
    package var code: Code?
    package var name: Name?
    package var placements: [Placement]?
    package var phones: [PhoneNumber]?
    package var emails: [EmailAddress]?
    package var employment: Employment?
    package var lastDay: CalendarDate??
    package var custom: [CustomField]?

    package init() {}
  }

  func applying(_ change: Change) -> Self {
    var result = self
    result.code = change.code ?? code
    result.name = change.name ?? name
    result.placements = change.placements ?? placements
    result.phones = change.phones ?? phones
    result.emails = change.emails ?? emails
    result.employment = change.employment ?? employment
    result.lastDay = change.lastDay ?? lastDay
    result.custom = change.custom ?? custom
    return result
  }
}

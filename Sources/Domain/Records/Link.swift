/// That one contact stands in a relation to another of the same organization.
///
/// A record of its own and no field of either: whoever sees one end need not see the other.
package struct Link: Hashable, Sendable {
  package let id: LinkID
  package let organization: Party
  package let type: LinkType
  package let from: ContactID
  package var to: ContactID

  package init(
    id: LinkID, organization: Party, type: LinkType = .reportsTo, from: ContactID, to: ContactID
  ) {
    self.id = id
    self.organization = organization
    self.type = type
    self.from = from
    self.to = to
  }

  /// How a link says what it is; raw values stand in the store.
  package enum LinkType: UInt8, CaseIterable, Sendable {
    case reportsTo = 1

    package var name: String {
      switch self {
      case .reportsTo: "reports_to"
      }
    }
  }

  /// What a change may set; nil leaves a field as it is.
  package struct Change: Hashable, Sendable {
    package var to: ContactID?

    package init(to: ContactID? = nil) {
      self.to = to
    }
  }

  func applying(_ change: Change) -> Self {
    var result = self
    result.to = change.to ?? to
    return result
  }

  /// At most this many links lead from anybody to the top.
  package static let lineLimit = 64
  /// A contact is removed together with at most this many links, so that one entry holds them.
  package static let removalLimit = 900
}

/// An organization linked to the enterprise.
package struct Partner: Hashable, Sendable {
  package let id: PartnerID
  package var code: Code
  package var name: Name
  package var kind: Kind
  package var state: State
  /// Which of its sets of ids the partner knows records by; each re-keying takes the next.
  package var idEpoch: Int

  package init(
    id: PartnerID, code: Code, name: Name, kind: Kind, state: State = .pending, idEpoch: Int = 0
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.kind = kind
    self.state = state
    self.idEpoch = idEpoch
  }

  /// What a partner is to the enterprise.
  package enum Kind: UInt8, CaseIterable, Sendable {
    case supplier = 1
    case dealer = 2
    case serviceProvider = 3
    case outlet = 4

    package var name: String {
      switch self {
      case .supplier: "supplier"
      case .dealer: "dealer"
      case .serviceProvider: "service_provider"
      case .outlet: "outlet"
      }
    }

    package init?(name: String) {
      guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
      self = match
    }
  }

  /// Where a partner stands: `pending` sees nothing yet, `suspended` is held, `terminated` is final.
  package enum State: UInt8, CaseIterable, Sendable {
    case pending = 1
    case active = 2
    case suspended = 3
    case terminated = 4

    package var name: String {
      switch self {
      case .pending: "pending"
      case .active: "active"
      case .suspended: "suspended"
      case .terminated: "terminated"
      }
    }
  }

  /// What a change may set; nil leaves a field as it is.
  ///
  /// The state moves by transitions only.
  package struct Change: Hashable, Sendable {
    package var code: Code?
    package var name: Name?
    package var kind: Kind?

    package init(code: Code? = nil, name: Name? = nil, kind: Kind? = nil) {
      self.code = code
      self.name = name
      self.kind = kind
    }
  }

  func applying(_ change: Change) -> Self {
    var result = self
    result.code = change.code ?? code
    result.name = change.name ?? name
    result.kind = change.kind ?? kind
    return result
  }
}

package import Wire

/// A party's system that receives what the party may see.
package struct Endpoint: Hashable, Sendable {
  package let id: EndpointID
  package let party: Party
  package var code: Code
  package var adapter: AdapterName
  /// Where requests go; nil where the party asks itself.
  package var url: HTTPURL?
  /// What the adapter is told beyond the address; a JSON object that the adapter has validated.
  package var settings: JSON
  package var transport: Transport
  package var secrets: [SecretSlot]
  package var state: State
  /// Whether every checkpoint carries the digest of the view beside its count.
  package var checkpointDigest: Bool
  package var scope: Scope
  /// How often its scope was changed; rises with each change of it.
  package internal(set) var scopeVersion: Int

  /// Whether its party asks for what it is told, so that nothing is sent.
  package var isPulled: Bool { transport.kind == .pull }

  /// At most this many secrets are in use at once: each signs every request.
  package static let secretLimit = 10

  package init(
    id: EndpointID, party: Party, code: Code, adapter: AdapterName, url: HTTPURL?,
    settings: JSON = .object([:]), transport: Transport = Transport(), secrets: [SecretSlot] = [],
    state: State = .active, checkpointDigest: Bool = false, scope: Scope = .whole,
    scopeVersion: Int = 0
  ) {
    self.id = id
    self.party = party
    self.code = code
    self.adapter = adapter
    self.url = url
    self.settings = settings
    self.transport = transport
    self.secrets = secrets
    self.state = state
    self.checkpointDigest = checkpointDigest
    self.scope = scope
    self.scopeVersion = scopeVersion
  }

  /// Whether events are sent: `active`; `paused` by its party; or `disabled`, with why.
  package enum State: Hashable, Sendable {
    case active
    case paused
    case disabled(reason: String)

    package var name: String {
      switch self {
      case .active: "active"
      case .paused: "paused"
      case .disabled: "disabled"
      }
    }

    package static func == (left: Self, right: Self) -> Bool {
      switch (left, right) {
      case (.active, .active), (.paused, .paused): true
      case (.disabled(let left), .disabled(let right)): left.hasSameBytes(as: right)
      default: false
      }
    }
  }

  /// What a change may set; nil leaves a field as it is.
  package struct Change: Hashable, Sendable {
    package var code: Code?
    package var url: HTTPURL?
    package var settings: JSON?
    package var transport: Transport?
    package var state: State?
    package var checkpointDigest: Bool?
    package var scope: Scope?

    package init() {}
  }

  func applying(_ change: Change) -> Self {
    var result = self
    result.code = change.code ?? code
    result.url = change.url ?? url
    result.settings = change.settings ?? settings
    result.transport = change.transport ?? transport
    result.state = change.state ?? state
    result.checkpointDigest = change.checkpointDigest ?? checkpointDigest
    if let scope = change.scope, scope != self.scope {
      result.scope = scope
      result.scopeVersion += 1
    }
    return result
  }
}

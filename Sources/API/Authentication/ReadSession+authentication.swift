import Domain
import Gateway
import Views
import Wire

extension ReadSession {
  /// The bearer of the key in `Authorization` (RFC 6750 section 2.1).
  func caller(of fields: HTTPFields) throws -> Caller {
    let values = fields.all(.authorization)
    guard values.count == 1, let token = Self.token(in: values[0]) else { throw Self.missing }
    guard let bearer = bearer(ofSecretDigest: BearerSecret.digest(of: token)) else {
      throw PublishedState.unknownKey
    }
    let isPending = try state.isPending(bearer)
    return Caller(
      enterprise: bearer.enterprise, key: bearer.key,
      ids: try ids(of: bearer.key.party, in: bearer.enterprise), isPending: isPending)
  }

  private static func token(in value: String) -> String? {
    let scheme = "bearer "
    let bytes = value.utf8
    guard bytes.count > scheme.utf8.count,
      bytes.prefix(scheme.utf8.count).elementsEqual(scheme.utf8, by: { $0 | 0x20 == $1 })
    else { return nil }
    return String(value[bytes.index(bytes.startIndex, offsetBy: scheme.utf8.count)...])
  }

  private static let missing = Problem(
    .unauthorized, "send `Authorization: Bearer` and an API key, which begins with weir_",
    fields: [.wwwAuthenticate: "Bearer"])

}

extension PublishedState {
  /// Throws unless the bearer's party may ask at all; tells whether it is pending.
  fileprivate func isPending(_ bearer: Bearer) throws(Problem) -> Bool {
    guard let id = bearer.key.party.partner else { return false }
    switch enterprises[bearer.enterprise]?.topology.partners[id]?.state {
    case .active: return false
    case .pending: return true
    case .suspended: throw Self.suspended
    case .terminated, nil: throw Self.unknownKey
    }
  }

  /// Throws unless a caller that was let in before would be let in now.
  func requireStanding(of caller: Caller) throws(Problem) {
    guard let bearer = bearers[caller.key.secretDigest], bearer.key.id == caller.key.id else {
      throw Self.unknownKey
    }
    if try isPending(bearer) { throw .noView }
  }

  fileprivate static let unknownKey = Problem(
    .unauthorized, "no key like this is in use; ask an admin of the enterprise for another",
    fields: [.wwwAuthenticate: "Bearer error=\"invalid_token\""])

  private static let suspended = Problem(
    .partnerSuspended,
    "the enterprise has suspended this partner; ask one of its admins to resume it")
}

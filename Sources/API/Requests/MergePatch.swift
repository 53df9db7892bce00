import Wire

extension JSON {
  /// The value with a merge patch applied (RFC 7396 section 2).
  func merging(_ patch: JSON) -> JSON {
    guard case .object(let changes) = patch else { return patch }
    var result = object ?? JSONObject()
    for change in changes {
      guard !change.value.isNull else {
        result[change.name] = Optional<JSON>.none
        continue
      }
      result[change.name] = (result[change.name] ?? .null).merging(change.value)
    }
    return .object(result)
  }
}

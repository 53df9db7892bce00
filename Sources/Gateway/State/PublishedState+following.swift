import Crypto
import Domain

extension PublishedState {
  /// The state after a commit with these edits.
  func following(_ edits: [EnterpriseEdit]) -> PublishedState {
    var enterprises = enterprises
    var bearers = bearers
    for edit in edits {
      enterprises[edit.id] = edit.finished()
      for change in edit.keyChanges { bearers.apply(change, in: edit.id) }
    }
    return PublishedState(
      generation: generation + 1, enterprises: enterprises, bearers: bearers)
  }
}

extension [Digest: Bearer] {
  fileprivate mutating func apply(_ change: Change, in enterprise: EnterpriseID) {
    if case .key(let key) = change.before, self[key.secretDigest]?.key.id == key.id {
      self[key.secretDigest] = nil
    }
    if case .key(let key) = change.after {
      self[key.secretDigest] = Bearer(enterprise: enterprise, key: key)
    }
  }
}

import Domain

extension Change {
  /// The change between two versions of one record; nil where neither is known, as after erasure.
  init?(from before: Record?, to after: Record?) {
    switch (before, after) {
    case (let before?, let after?): self = .replacing(before, with: after)
    case (nil, let after?): self = .creating(after)
    case (let before?, nil): self = .removing(before)
    case (nil, nil): return nil
    }
  }
}

/// Why a box could not be opened.
package enum SealedBoxError: Error, Hashable {
  /// Fewer bytes than a nonce and a tag take, so it was never a whole box.
  case tooShort(byteCount: Int)
  /// The key, the nonce, the associated data or the box is not the one of the sealing.
  case notAuthentic
}

extension SealedBoxError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tooShort(let byteCount):
      "The sealed box has only \(byteCount) bytes; restore it from where it was stored whole."
    case .notAuthentic:
      "The sealed box does not open; check that the key and the place it is bound to are those it"
        + " was sealed with, else restore it, for it was altered."
    }
  }
}

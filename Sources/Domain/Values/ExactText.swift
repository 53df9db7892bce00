/// A value that holds text and is told apart by the bytes of it.
///
/// `String` equates texts that Unicode calls equivalent: `é` as one character and as `e` with an
/// accent. Stores, digests and partners' systems do not, so a change from one to the other is a
/// change, and two codes that differ only so are two codes.
package protocol ExactText: Hashable {
  var text: String { get }
}

extension ExactText {
  // Hashing may stay that of `String`: texts of the same bytes are equal there too.
  package static func == (left: Self, right: Self) -> Bool {
    left.text.hasSameBytes(as: right.text)
  }
}

extension String {
  /// Whether both are the same bytes in UTF-8; `==` would also equate equivalent spellings.
  func hasSameBytes(as other: String) -> Bool {
    utf8.elementsEqual(other.utf8)
  }
}

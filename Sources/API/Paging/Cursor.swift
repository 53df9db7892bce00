import Crypto
import Domain
import Views
import Wire

/// Where a listing goes on: the position of its first page, and the last thing told.
///
/// A text only for its party, and only for the listing that it came from.
struct Cursor: Hashable {
  let position: Position
  /// The run of the program in which the listing began.
  let instance: UInt64
  let last: String

  private static let headByteCount = 16

  /// `listing` names the operation and its filters.
  func sealed(in box: SealedBox, for listing: String, random: any RandomSource) -> String {
    let head = Block128(high: UInt64(bitPattern: position.number), low: instance)
    let content = head.bytes + Array(last.utf8)
    return Base64.encodeURLSafe(
      box.seal(content, associated: Array(listing.utf8), random: random))
  }

  init(position: Position, instance: UInt64, last: String) {
    self.position = position
    self.instance = instance
    self.last = last
  }

  /// Nil for everything but a cursor of this listing.
  init?(_ text: String, in box: SealedBox, for listing: String) {
    guard let bytes = Base64.decodeURLSafe(text),
      let content = try? box.open(bytes, associated: Array(listing.utf8)),
      content.count >= Self.headByteCount,
      let head = Block128(bytes: content.prefix(Self.headByteCount))
    else { return nil }
    self.init(
      position: Position(Int64(bitPattern: head.high)), instance: head.low,
      last: String(decoding: content.dropFirst(Self.headByteCount), as: UTF8.self))
  }
}

import Crypto
import Delivery
import Domain
import Wire

/// The text by which a party says what the copy at one of its endpoints holds.
///
/// Sealed under a key of the party, so that it shows no number and serves at no other endpoint.
struct ChangesToken: Sendable {
  private let box: SealedBox
  private let endpoint: EndpointID

  init(_ box: SealedBox, of endpoint: EndpointID) {
    self.box = box
    self.endpoint = endpoint
  }

  func text(of mark: PullMark, random: any RandomSource) -> String {
    let content = Block128(high: UInt64(bitPattern: mark.epoch), low: UInt64(bitPattern: mark.page))
    return Base64.encodeURLSafe(
      box.seal(content.bytes, associated: associated, random: random))
  }

  /// Nil for everything but a text of this endpoint.
  func mark(in text: String) -> PullMark? {
    guard let bytes = Base64.decodeURLSafe(text),
      let content = try? box.open(bytes, associated: associated),
      let block = Block128(bytes: content)
    else { return nil }
    return PullMark(epoch: Int64(bitPattern: block.high), page: Int64(bitPattern: block.low))
  }

  private var associated: [UInt8] { Array("changes ".utf8) + endpoint.bits.bytes }
}

import Testing

@testable import Crypto

/// The vectors of RFC 4231; number 5 is truncated there and left out.
private let vectors: [(key: [UInt8], message: [UInt8], code: String)] = [
  (
    [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
  ),
  (
    Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
  ),
  (
    [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
    "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
  ),
  (
    Array(1...25), [UInt8](repeating: 0xcd, count: 50),
    "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
  ),
  (
    [UInt8](repeating: 0xaa, count: 131),
    Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
  ),
  (
    [UInt8](repeating: 0xaa, count: 131),
    Array(
      ("This is a test using a larger than block-size key and a larger than block-size data. "
        + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
    "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
  ),
]

@Suite struct MessageAuthenticatorTests {
  @Test(arguments: vectors)
  func `the vectors of RFC 4231 hold`(key: [UInt8], message: [UInt8], code: String) {
    #expect(HMACSHA256.mac(key: key, message: message).bytes == hex(code))
  }

  @Test(arguments: vectors)
  func `a kept key gives the same code each time and by pieces`(
    key: [UInt8], message: [UInt8], code: String
  ) {
    var authenticator = MessageAuthenticator(key: key)
    authenticator.update(message.prefix(3))
    authenticator.update(Array(message.dropFirst(3)))
    #expect(authenticator.code(for: message).bytes == hex(code))
    #expect(authenticator.finish().bytes == hex(code))
    authenticator.update(message.span)
    #expect(authenticator.finish().bytes == hex(code))
    let pieces = [[], Array(message.prefix(5)), Array(message.dropFirst(5)), []]
    #expect(authenticator.code(for: pieces).bytes == hex(code))
  }

  @Test func `an empty key and an empty message are allowed`() {
    #expect(
      HMACSHA256.mac(key: [], message: []).bytes
        == hex("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"))
  }

  @Test func `the key is not shown`() {
    let authenticator = MessageAuthenticator(key: [1, 2, 3])
    var dumped = ""
    dump(authenticator, to: &dumped)
    #expect(String(reflecting: authenticator) == "MessageAuthenticator(HMAC-SHA256)")
    #expect(!dumped.contains("inner"))
  }
}

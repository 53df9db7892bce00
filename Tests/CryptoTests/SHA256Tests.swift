import Testing

@testable import Crypto

@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `the vectors of FIPS 180 hold`(message: String, digest: String) {
    #expect(SHA256.hash(Array(message.utf8)).bytes == hex(digest))
  }

  @Test func `a million letters a hash as published`() {
    let digest = SHA256.hash(Array(repeating: UInt8(ascii: "a"), count: 1_000_000))
    #expect(
      digest.bytes == hex("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"))
  }

  @Test(arguments: [0, 1, 55, 56, 63, 64, 65, 127, 128, 200])
  func `pieces hash as the whole does`(cut: Int) {
    let message = (0..<200).map { UInt8($0) }
    var hash = SHA256()
    hash.update(Array(message[..<cut]))
    hash.update(message[cut...])
    #expect(hash.finish() == SHA256.hash(message))
    var spans = SHA256()
    spans.update(message.span)
    #expect(spans.finish() == SHA256.hash(message))
  }

  @Test func `finishing does not end a hash and a copy goes its own way`() {
    var hash = SHA256()
    hash.update([1])
    var copy = hash
    #expect(hash.finish() == SHA256.hash([1]))
    hash.update([2])
    copy.update([3])
    #expect(hash.finish() == SHA256.hash([1, 2]))
    #expect(copy.finish() == SHA256.hash([1, 3]))
  }

  @Test func `digests and blocks are hashed as their bytes`() {
    let digest = SHA256.hash([7])
    let block = Block128(high: 1, low: .max)
    var hash = SHA256()
    hash.update(digest)
    hash.update(block)
    #expect(hash.finish() == SHA256.hash(digest.bytes + block.bytes))
  }
}

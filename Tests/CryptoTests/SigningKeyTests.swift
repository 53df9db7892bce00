import Testing

@testable import Crypto

/// The first three vectors and the one named SHA(abc) of RFC 8032, 7.1.
private let vectors: [(seed: String, publicKey: String, message: String, signature: String)] = [
  (
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
      + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
  ),
  (
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
      + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
  ),
  (
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
      + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
  ),
  (
    "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
    "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
      + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
      + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
  ),
]

@Suite struct SigningKeyTests {
  @Test(arguments: vectors)
  func `the vectors of RFC 8032 hold`(
    seed: String, publicKey: String, message: String, signature: String
  ) throws {
    let key = try #require(SigningKey(seed: hex(seed)))
    #expect(key.publicKey.bytes == hex(publicKey))
    #expect(key.sign(hex(message)) == hex(signature))
    #expect(key.publicKey.isValid(hex(signature), for: hex(message)))
  }

  @Test func `seed and public key together are accepted, if they match`() throws {
    let seed = hex(vectors[0].seed)
    let key = try #require(SigningKey(seed: seed + hex(vectors[0].publicKey)))
    #expect(key.sign([]) == hex(vectors[0].signature))
    #expect(SigningKey(seed: seed + hex(vectors[1].publicKey)) == nil)
  }

  @Test(arguments: [0, 31, 33, 63, 65])
  func `a seed of another length is refused`(count: Int) {
    #expect(SigningKey(seed: [UInt8](repeating: 1, count: count)) == nil)
  }

  @Test func `another message, key or signature is not valid`() throws {
    let key = try #require(SigningKey(seed: hex(vectors[0].seed)))
    let other = try #require(SigningKey(seed: hex(vectors[1].seed)))
    var signature = key.sign([1, 2, 3])
    #expect(!key.publicKey.isValid(signature, for: [1, 2]))
    #expect(!other.publicKey.isValid(signature, for: [1, 2, 3]))
    signature[0] ^= 1
    #expect(!key.publicKey.isValid(signature, for: [1, 2, 3]))
  }

  @Test(arguments: [0, 63, 65])
  func `a signature of another length is not valid`(count: Int) throws {
    let key = try #require(SigningKey(seed: hex(vectors[0].seed)))
    #expect(!key.publicKey.isValid([UInt8](repeating: 0, count: count), for: []))
  }

  @Test func `bytes that are no point verify nothing`() throws {
    let key = try #require(VerificationKey(bytes: [UInt8](repeating: 0xff, count: 32)))
    #expect(!key.isValid(hex(vectors[0].signature), for: []))
    #expect(VerificationKey(bytes: [1, 2, 3]) == nil)
  }

  @Test func `one key signs in several threads`() async throws {
    let key = try #require(SigningKey(seed: hex(vectors[0].seed)))
    let signatures = await withTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<8 { group.addTask { key.sign([5]) } }
      return await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
    }
    #expect(signatures == [key.sign([5])])
  }
}

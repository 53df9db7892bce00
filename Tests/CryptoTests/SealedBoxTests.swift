import Testing

@testable import Crypto

@Suite struct SealedBoxTests {
  private let random = SeededRandom(seed: 5)

  /// Test case 16 of the GCM specification by McGrew and Viega.
  @Test func `a published vector holds`() throws {
    let key = "feffe9928665731c6d6a8f9467308308"
    let sealing = try #require(SealedBox(key: hex(key + key)))
    let nonce = try #require(SealedBox.Nonce(bytes: hex("cafebabefacedbaddecaf888")))
    let content = hex(
      """
      d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
      1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39
      """)
    let associated = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    let box = sealing.seal(content, nonce: nonce, associated: associated)
    let expected = hex(
      """
      522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
      8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662
      76fc6ece0f4e1768cddf8853bb2d551b
      """)
    #expect(box == expected)
    #expect(try sealing.open(box, nonce: nonce, associated: associated) == content)
  }

  @Test(arguments: [0, 1, 15, 16, 17, 4096])
  func `what is sealed opens again`(count: Int) throws {
    let sealing = try #require(SealedBox(key: random.bytes(32)))
    let content = random.bytes(count)
    let box = sealing.seal(content, associated: [1, 2], random: random)
    #expect(box.count == count + SealedBox.overheadByteCount)
    #expect(try sealing.open(box, associated: [1, 2]) == content)
  }

  @Test func `two boxes of the same content differ`() throws {
    let sealing = try #require(SealedBox(key: random.bytes(32)))
    #expect(sealing.seal([1], random: random) != sealing.seal([1], random: random))
  }

  @Test(arguments: Array(0..<38))
  func `a change of any byte is noticed`(index: Int) throws {
    let sealing = try #require(SealedBox(key: random.bytes(32)))
    var box = sealing.seal(random.bytes(10), random: random)
    #expect(box.count == 38)
    box[index] ^= 1
    #expect(throws: SealedBoxError.notAuthentic) { try sealing.open(box) }
  }

  @Test func `another key or other associated data does not open it`() throws {
    let sealing = try #require(SealedBox(key: random.bytes(32)))
    let other = try #require(SealedBox(key: random.bytes(32)))
    let box = sealing.seal([1, 2, 3], associated: [4], random: random)
    #expect(throws: SealedBoxError.notAuthentic) { try other.open(box, associated: [4]) }
    #expect(throws: SealedBoxError.notAuthentic) { try sealing.open(box, associated: [5]) }
    #expect(throws: SealedBoxError.notAuthentic) { try sealing.open(box) }
  }

  @Test(arguments: [0, 11, 12, 27])
  func `a box cut short is a typed error`(count: Int) throws {
    let sealing = try #require(SealedBox(key: random.bytes(32)))
    let box = Array(sealing.seal([], random: random).prefix(count))
    let error = #expect(throws: SealedBoxError.self) { try sealing.open(box) }
    guard case .tooShort = error else {
      Issue.record("expected tooShort, got \(String(describing: error))")
      return
    }
  }

  @Test(arguments: [0, 16, 31, 33])
  func `a key of another length is refused`(count: Int) {
    #expect(SealedBox(key: [UInt8](repeating: 0, count: count)) == nil)
  }

  @Test(arguments: [0, 11, 13])
  func `a nonce of another length is refused`(count: Int) {
    #expect(SealedBox.Nonce(bytes: [UInt8](repeating: 0, count: count)) == nil)
  }

  @Test func `the key is not shown`() throws {
    let sealing = try #require(SealedBox(key: [UInt8](repeating: 77, count: 32)))
    var dumped = ""
    dump(sealing, to: &dumped)
    #expect(!dumped.contains("77"))
    #expect(!String(reflecting: sealing).contains("77"))
  }
}

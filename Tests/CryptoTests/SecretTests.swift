import Testing

@testable import Crypto

@Suite struct SecretTests {
  private let secret = Secret([77, 77, 77])

  @Test func `no way of printing shows the bytes`() {
    var dumped = ""
    dump(secret, to: &dumped)
    #expect("\(secret)" == "Secret(3 bytes)")
    #expect(String(reflecting: secret) == "Secret(3 bytes)")
    #expect(String(describing: [secret]) == "[Secret(3 bytes)]")
    #expect(!dumped.contains("77"))
    #expect(Mirror(reflecting: secret).children.isEmpty)
  }

  @Test func `the bytes come out when asked for by name`() {
    #expect(secret.reveal() == [77, 77, 77])
    #expect(secret.withBytes { $0.count } == secret.count)
  }

  @Test func `equal bytes are equal secrets`() {
    #expect(secret == Secret([77, 77, 77]))
    #expect(secret != Secret([77, 77, 78]))
    #expect(secret != Secret([77, 77]))
  }
}

@Suite struct ConstantTimeTests {
  @Test(arguments: [([], []), ([1], [1]), ([1, 2, 3], [1, 2, 3])] as [([UInt8], [UInt8])])
  func `equal bytes are equal`(left: [UInt8], right: [UInt8]) {
    #expect(constantTimeEqual(left, right))
  }

  @Test(arguments: [([], [0]), ([1], [2]), ([1, 2, 3], [1, 2])] as [([UInt8], [UInt8])])
  func `different bytes or lengths are not`(left: [UInt8], right: [UInt8]) {
    #expect(!constantTimeEqual(left, right))
  }
}

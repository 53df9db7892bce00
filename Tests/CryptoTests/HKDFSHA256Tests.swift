import Testing

@testable import Crypto

@Suite struct HKDFSHA256Tests {
  @Test func `case 1 of RFC 5869 holds`() {
    let output = HKDFSHA256.derive(
      secret: [UInt8](repeating: 0x0b, count: 22), salt: Array(0x00...0x0c),
      info: Array(0xf0...0xf9), count: 42)
    #expect(
      output
        == hex(
          "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"))
  }

  @Test func `case 2 of RFC 5869 holds`() {
    let output = HKDFSHA256.derive(
      secret: Array(0x00...0x4f), salt: Array(0x60...0xaf), info: Array(0xb0...0xff), count: 82)
    let expected = hex(
      """
      b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c
      59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71
      cc30c58179ec3e87c14c01d5c1f3434f1d87
      """)
    #expect(output == expected)
  }

  @Test func `case 3 of RFC 5869, without salt and info, holds`() {
    let output = HKDFSHA256.derive(
      secret: [UInt8](repeating: 0x0b, count: 22), info: [], count: 42)
    #expect(
      output
        == hex(
          "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"))
  }

  @Test(arguments: [0, 1, 32, 33, 8160])
  func `a shorter output is the beginning of a longer one`(count: Int) {
    let long = HKDFSHA256.derive(secret: [1], info: [2], count: HKDFSHA256.byteCountLimit)
    let short = HKDFSHA256.derive(secret: [1], info: [2], count: count)
    #expect(short == Array(long.prefix(count)))
  }

  @Test func `asking for more than the standard yields ends the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = HKDFSHA256.derive(secret: [1], info: [], count: 8161)
    }
  }
}

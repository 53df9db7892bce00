import Testing

@testable import weir

@Suite struct TranscoderTests {
  /// 张,"伟" 𠀀 and a line feed in GB18030; the third character takes four bytes.
  private let text: [UInt8] = [
    0xD5, 0xC5, 0x2C, 0x22, 0xCE, 0xB0, 0x22, 0x20, 0x95, 0x32, 0x82, 0x36, 0x0A,
  ]

  @Test(arguments: 1...13)
  func `characters may be divided between parts`(size: Int) throws {
    var transcoder = try Transcoder(from: "gb18030")
    var result: [UInt8] = []
    for start in stride(from: 0, to: text.count, by: size) {
      result += transcoder.text(of: Array(text[start..<min(start + size, text.count)]))
    }
    result += transcoder.end()
    #expect(String(decoding: result, as: UTF8.self) == "张,\"伟\" 𠀀\n")
  }

  @Test func `what is no text in the encoding is no UTF-8 afterwards`() throws {
    var transcoder = try Transcoder(from: "gb18030")
    var result = transcoder.text(of: [0x61, 0xFF, 0x62])
    #expect(result == [0x61, 0xFF, 0x62])
    result = transcoder.text(of: [0xD5])
    #expect(result.isEmpty)
    #expect(transcoder.end() == [0xFF])
    #expect(transcoder.end().isEmpty)
  }

  @Test func `more than a buffer comes through whole`() throws {
    var transcoder = try Transcoder(from: "gb18030")
    let part = Array(repeating: [0xD5, 0xC5] as [UInt8], count: 100_000).flatMap { $0 }
    #expect(transcoder.text(of: part).count == 300_000)
  }

  @Test func `an encoding that nobody knows is refused with the way to a list`() {
    #expect {
      _ = try Transcoder(from: "klingon-7")
    } throws: { error in
      "\(error)".contains("iconv --list")
    }
  }
}

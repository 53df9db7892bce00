import Directory
import Testing

@Suite struct NDJSONReaderTests {
  @Test(arguments: [1, 3, 1_000])
  func `lines keep their numbers, and empty ones are passed over`(chunk: Int) {
    let items = ndjson(Array("\u{FEFF}{}\r\n\n \t\r\n{\"a\":\"张\"}".utf8), chunk: chunk)
    #expect(items == [.line(1, Array("{}".utf8)), .line(4, Array("{\"a\":\"张\"}".utf8))])
  }

  @Test func `a line that is too long is one fault, and reading goes on`() {
    var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 10 << 20)
    bytes += Array("\n{}".utf8)
    let items = ndjson(bytes, chunk: 65_536)
    #expect(items.map(\.line) == [1, 2])
    guard case .fault = items[0] else {
      Issue.record("no fault")
      return
    }
  }

  @Test func `bytes that are not UTF-8 are told with line and character`() {
    let items = ndjson(Array("{}\n{\"张".utf8) + [0xD5, 0xC5] + Array("\"}\n{}".utf8))
    #expect(items.map(\.line) == [1, 2, 3])
    guard case .fault(let fault) = items[1] else {
      Issue.record("no fault")
      return
    }
    #expect(fault.column == 4)
    #expect(fault.reason.contains("--encoding gb18030"))
  }
}

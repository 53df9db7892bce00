import Directory
import Testing

@Suite struct CSVReaderTests {
  @Test(arguments: [1, 2, 3, 5, 1_000])
  func `quotes, line ends and empty lines are read as RFC 4180 says, in any chunks`(chunk: Int) {
    let text =
      "\u{FEFF}code,name\r\n\r\na,\"x,\"\"y\"\"\nz\"\r\n\nb,张伟\nc,\n\"\",𠮷\n,\nlast,\"\""
    let items = csv(text, chunk: chunk)
    #expect(
      items.map(\.shown) == [
        ["code", "name"], ["a", "x,\"y\"\nz"], ["b", "张伟"], ["c", ""], ["", "𠮷"], ["", ""],
        ["last", ""],
      ])
    #expect(items.map(\.line) == [1, 3, 6, 7, 8, 9, 10])
  }

  @Test func `a lone quoted empty field is a record and an empty line is none`() {
    #expect(csv("\"\"\n\n").map(\.shown) == [[""]])
    #expect(csv("").isEmpty)
    #expect(csv("\u{FEFF}").isEmpty)
  }

  @Test func `the beginning of a byte order mark alone is text that is not UTF-8`() {
    let items = csv([0xEF, 0xBB])
    #expect(items.count == 1)
    #expect(items[0].shown[0].contains("gb18030"))
  }

  @Test(arguments: [
    ("a,b\"c,d\nok,1,2\n", "line 1, column 2: a quote stands within a field"),
    ("a,\"b\"c,d\nok,1,2\n", "line 1, column 2: text stands behind a closing quote"),
    ("\"x\ny\",\"b\"c\nok,1,2\n", "line 1, column 2: text stands behind a closing quote"),
  ])
  func `a wrong quote is one fault, and reading goes on`(text: String, fault: String) {
    let items = csv(text)
    #expect(items.count == 2)
    #expect(items[0].shown[0].hasPrefix(fault))
    #expect(items[1].shown == ["ok", "1", "2"])
  }

  @Test func `a quote that is never closed names the line on which it stands`() {
    let items = csv("a,b\nc,\"d\ne,f\n")
    #expect(items.map(\.shown).first == ["a", "b"])
    #expect(items.last?.shown[0].hasPrefix("line 2, column 2: a quote is opened here") == true)
  }

  @Test func `text in another encoding names the line and the way out`() {
    let gb18030: [UInt8] = Array("a,b\nc,".utf8) + [0xD5, 0xC5] + Array("\nd,e\n".utf8)
    let items = csv(gb18030)
    #expect(items.map(\.line) == [1, 2, 3])
    #expect(items[1].shown[0].hasPrefix("line 2, column 2: the text is not UTF-8"))
    #expect(items[1].shown[0].contains("--encoding gb18030"))
  }

  @Test(arguments: [false, true])
  func `a field of 10 MB is a fault that keeps nothing`(isQuoted: Bool) {
    let quote = isQuoted ? "\"" : ""
    let part = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
    var reader = CSVReader()
    var items: [CSVReader.Item] = []
    reader.read(Array("a,\(quote)".utf8)) { items.append($0) }
    for _ in 0..<100 { reader.read(part) { items.append($0) } }
    reader.read(Array("\(quote)\nb,c\n".utf8)) { items.append($0) }
    reader.finish { items.append($0) }
    #expect(items.count == 2)
    #expect(items[0].shown[0].hasPrefix("line 1, column 2: the field has more than 65536 bytes"))
    #expect(items[1].shown == ["b", "c"])
    #expect(items[1].line == 2)
  }

  @Test func `fields and records have the greatest sizes that are promised`() {
    let field = String(repeating: "x", count: CSVReader.fieldBytes)
    #expect(csv("\(field)\n", chunk: 9_000).first?.shown == [field])
    let full = Array(repeating: field, count: 16).joined(separator: ",")
    #expect(csv(full, chunk: 9_000).first?.shown.count == 16)
    #expect(csv(full + ",y\n", chunk: 9_000).first?.shown[0].contains("record has more") == true)
    let wide = String(repeating: ",", count: CSVReader.columns - 1)
    #expect(csv(wide).first?.shown.count == CSVReader.columns)
    #expect(csv(wide + ",").first?.shown[0].contains("more than 256 fields") == true)
  }

  @Test func `a million columns are one fault`() {
    let items = csv(String(repeating: "a,", count: 1_000_000) + "\nb\n", chunk: 65_536)
    #expect(items.count == 2)
    #expect(items[0].shown[0].hasPrefix("line 1, column 256: the record has more than 256 fields"))
    #expect(items[1].shown == ["b"])
  }

  @Test func `what is written is read as the same`() {
    let rows = [
      ["a", "b\"c", "d,e"], ["", "\r\n", "\n"], ["张伟 𠮷", " x ", "\u{0}"], ["", "", ""],
    ]
    var writer = CSVWriter()
    for row in rows { writer.record(row) }
    #expect(csv(writer.take()).map(\.shown) == rows)
    #expect(writer.bytes.isEmpty)
    writer.record([""])
    #expect(csv(writer.take()).map(\.shown) == [[""]])
  }
}

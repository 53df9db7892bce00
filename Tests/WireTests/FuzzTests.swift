import Testing
import Wire

/// Nothing that comes in from outside ends the program; what is refused has a typed reason, and what
/// is accepted reads the same when it is written and read again.
@Suite struct FuzzTests {
  private static let count = 4_000

  private static let texts = [
    #"{"id":"con_1","phones":["+86 138"],"n":-12.5e3,"at":null,"ok":true}"#,
    #"[[[1,2],{"a":{}}],"\u00e9\ud83d\ude00\n",0.1,9223372036854775807]"#,
    #"  {"名":"张伟","text":"a\"b\\c\/"} "#, #"-0"#, #"1E400"#, #""\ud800""#,
  ]

  @Test func `JSON is refused with its place, or read and written alike`() throws {
    let limits = JSONLimits(maximumDepth: 8, maximumBytes: 256)
    var accepted = 0
    for bytes in Mutations(samples: Self.texts, seed: 11, count: Self.count) {
      do throws(JSONError) {
        let value = try JSON.parse(bytes, limits: limits)
        accepted += 1
        #expect(bytes.count <= 256)
        let again = try JSON.parse(value.bytes)
        #expect(again == value)
        #expect(try JSON.parse(value.canonicalBytes).canonicalBytes == value.canonicalBytes)
      } catch {
        #expect((0...bytes.count).contains(error.offset))
        #expect(error.line >= 1)
      }
    }
    // The samples are changed little enough that some stay good.
    #expect(accepted > Self.count / 50)
    #expect(accepted < Self.count)
  }

  @Test(arguments: ["[", "{\"a\":", "[{\"a\":["])
  func `JSON that nests without end is refused at its limit`(opening: String) {
    let text = String(repeating: opening, count: 100_000)
    let limits = JSONLimits(maximumDepth: 64, maximumBytes: 1 << 20)
    #expect(throws: JSONError.self) { try JSON(parsing: text, limits: limits) }
    let whole = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
    #expect(throws: JSONError.self) { try JSON(parsing: whole, limits: limits) }
    #expect(throws: Never.self) { try JSON(parsing: String(whole.dropFirst().dropLast())) }
  }

  @Test func `URLs are refused, or read and written alike`() throws {
    let samples = [
      "https://partner.example/hooks/a%20b?x=1&y=%E5%BC%A0", "http://[2001:db8::1]:8080/",
      "https://127.0.0.1:9443/../a", "HTTP://EXAMPLE.com", "https://xn--bcher-kva.example/?#",
      "http://0x7f.1/", "https://user@host/",
    ]
    var accepted = 0
    for bytes in Mutations(samples: samples, seed: 12, count: Self.count) {
      guard let url = try? HTTPURL(parsing: String(decoding: bytes, as: UTF8.self)) else {
        continue
      }
      accepted += 1
      #expect(url.description.utf8.count <= HTTPURL.maximumBytes)
      #expect(url.description.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
      #expect(try HTTPURL(parsing: url.description) == url)
      #expect((1...65_535).contains(url.port))
    }
    #expect(accepted > Self.count / 50)
  }

  @Test func `targets and queries are refused, or read and written alike`() throws {
    let samples = [
      "/v1/contacts/con_1?limit=50&cursor=a+b", "/a%2Fb//c?", "/?a&b=&=c&a=2", "/%E5%BC%A0?q=%00",
      "*", "/..",
    ]
    var accepted = 0
    for bytes in Mutations(samples: samples, seed: 13, count: Self.count) {
      let text = String(decoding: bytes, as: UTF8.self)
      if let items = QueryItems(parsing: text) {
        #expect(QueryItems(parsing: items.description) == items)
      }
      guard let target = try? HTTPTarget(parsing: text) else { continue }
      accepted += 1
      #expect(try HTTPTarget(parsing: target.description) == target)
      for segment in target.segments ?? [] {
        #expect(PercentCoding.decode(PercentCoding.encode(segment)) == segment)
      }
      if let items = target.queryItems {
        #expect(QueryItems(parsing: items.description) == items)
      }
    }
    #expect(accepted > Self.count / 50)
  }

  @Test func `field names and values let no line end through`() {
    let samples = ["text/plain; charset=utf-8", " a\tb ", "Bearer weir_x", "\"5f2c\"", "张伟", "x-y"]
    for bytes in Mutations(samples: samples, seed: 14, count: Self.count) {
      let text = String(decoding: bytes, as: UTF8.self)
      if let value = HTTPFieldValue(text) {
        #expect(!value.text.utf8.contains { $0 == 0 || $0 == 0x0A || $0 == 0x0D })
        #expect(HTTPFieldValue(value.text) == value)
      }
      if let name = HTTPFieldName(text) {
        #expect(name.spelling.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A })
        #expect(HTTPFieldName(name.lowercased) == name)
      }
      if let type = MediaType(parsing: text) {
        #expect(MediaType(parsing: type.description) == type)
      }
    }
  }

  @Test func `hex and base 64 are refused, or stand for their bytes alone`() {
    var generator = SeededGenerator(seed: 15)
    for _ in 0..<1_000 {
      let bytes = generator.bytes(upTo: 40)
      #expect(Hex.decode(Hex.encode(bytes)) == bytes)
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
      #expect(Base64.decodeURLSafe(Base64.encodeURLSafe(bytes)) == bytes)
    }
    let samples = ["00ff10", "ABCDEF", "aGVsbG8=", "aGVsbG8h", "_-8", "YQ=="]
    for bytes in Mutations(samples: samples, seed: 16, count: Self.count) {
      let text = String(decoding: bytes, as: UTF8.self)
      if let decoded = Hex.decode(text) {
        #expect(Hex.encode(decoded) == text.lowercased())
      }
      // One text for one value: no bits are left over, and nothing stands beside the alphabet.
      if let decoded = Base64.decode(text) { #expect(Base64.encode(decoded) == text) }
      if let decoded = Base64.decodeURLSafe(text) {
        #expect(Base64.encodeURLSafe(decoded) == text)
      }
    }
  }

  @Test func `addresses, times and networks are refused, or read and written alike`() {
    let samples = [
      "127.0.0.1", "2001:db8::1", "::ffff:10.0.0.1", "10.0.0.0/8", "fe80::/10",
      "2026-11-22T19:40:54.123456Z", "2026-02-29T23:59:60+08:00", "Sun, 06 Nov 1994 08:49:37 GMT",
      "120",
    ]
    let now = Timestamp(seconds: 1_800_000_000)
    for bytes in Mutations(samples: samples, seed: 17, count: Self.count) {
      let text = String(decoding: bytes, as: UTF8.self)
      if let address = IPAddress(text) { #expect(IPAddress(address.description) == address) }
      if let network = try? CIDR(parsing: text) {
        #expect((try? CIDR(parsing: network.description)) == network)
      }
      if let time = Timestamp(rfc3339: text) {
        #expect(Timestamp(rfc3339: time.rfc3339WithMicroseconds) == time)
      }
      if let after = RetryAfter(parsing: text, now: now) { #expect(after.delay(now: now) >= .zero) }
    }
  }
}

import Testing
import Wire

@testable import Domain

@Suite struct ValueTests {
  @Test(arguments: [
    "张伟", "𠮷野家", "e\u{301}", "👩‍👩‍👧", "한", "אבג", "a b", "\u{1F3F4}\u{E0067}\u{E007F}", "ﷺ", "0",
    String(repeating: "张", count: 200),
  ])
  func `a name may be any visible text`(text: String) throws {
    #expect(try Name(text).text.utf8.elementsEqual(text.utf8))
  }

  @Test(arguments: [
    "", " ", " a", "a ", "\u{3000}a", "a\u{A0}", "\u{3000}", "a\nb", "a\tb", "\0", "a\u{7F}",
    "a\u{85}b", "a\u{202E}b", "a\u{2066}b", "a\u{200F}b", "a\u{61C}b", "a\u{200B}b", "a\u{2060}b",
    "\u{FEFF}a", "a\u{2028}b", "\u{200D}", "\u{FE0F}", "\u{3164}", "a\u{AD}b", "a\u{FFF9}b",
    String(repeating: "张", count: 201),
  ])
  func `a name without visible characters, with controls or with blanks around it is refused`(
    text: String
  ) {
    #expect(throws: InvalidValue.self) { try Name(text) }
    #expect(throws: InvalidValue.self) { try Code(text) }
    #expect(throws: InvalidValue.self) { try EmailAddress(text) }
  }

  @Test func `a code has at most 64 characters, counted as Unicode scalars`() throws {
    #expect(try Code(String(repeating: "张", count: 64)).text.count == 64)
    #expect(throws: InvalidValue.self) { try Code(String(repeating: "a", count: 65)) }
    // One character to the eye, 65 scalars.
    #expect(throws: InvalidValue.self) { try Code("e" + String(repeating: "\u{301}", count: 64)) }
  }

  @Test(arguments: ["a@b", "zhang.wei+x@example.com", "张@例子.公司", "a@\u{308}b.com"])
  func `an address is something, an at sign and a domain`(text: String) throws {
    #expect(try EmailAddress(text).text == text)
  }

  @Test(arguments: [
    "a", "@", "a@", "@b", "a@b@c", "a b@c", "a@b\u{3000}c", "a@b\nc", "a\u{A0}@b",
    String(repeating: "a", count: 250) + "@b.cn", String(repeating: "张", count: 90) + "@b",
  ])
  func `an address out of form is refused`(text: String) {
    #expect(throws: InvalidValue.self) { try EmailAddress(text) }
  }

  @Test(arguments: ["110", "+86 138-1234-5678", "(021) 6.1#22", "12345678x9"])
  func `a phone number keeps the form in which it was written`(text: String) throws {
    #expect(try PhoneNumber(text).text == text)
  }

  @Test(arguments: [
    "", "12", "+()-", "１２３", "138\n1234", "123y", "一二三", "12\u{301}3",
    String(repeating: "1", count: 33),
  ])
  func `a phone number out of form is refused`(text: String) {
    #expect(throws: InvalidValue.self) { try PhoneNumber(text) }
  }

  @Test(arguments: ["a", "a1_b", "a" + String(repeating: "z", count: 31)])
  func `a custom field's name is a short ASCII word`(name: String) throws {
    #expect(try CustomField(name: name, value: "值", fieldClass: .public).name == name)
  }

  @Test(arguments: ["", "A", "1a", "_a", "a-b", "é", "a" + String(repeating: "z", count: 32)])
  func `a custom field's name out of form is refused`(name: String) {
    #expect(throws: InvalidValue.self) {
      try CustomField(name: name, value: "v", fieldClass: .public)
    }
  }

  @Test func `a custom field's value has 1 to 500 characters`() throws {
    let longest = String(repeating: "值", count: 500)
    #expect(try CustomField(name: "a", value: longest, fieldClass: .public).value == longest)
    for value in ["", longest + "值", "a\u{202E}"] {
      #expect(throws: InvalidValue.self) {
        try CustomField(name: "a", value: value, fieldClass: .public)
      }
    }
  }

  @Test(arguments: ["", "A", "a_b", "é", String(repeating: "a", count: 65)])
  func `an adapter's name out of form is refused`(text: String) throws {
    #expect(throws: InvalidValue.self) { try AdapterName(text) }
    let good = "standard-webhooks-2"
    #expect(try AdapterName(good).text == good)
  }

  @Test(arguments: [
    (0, 20, 8), (61, 20, 8), (5, 0, 8), (5, 121, 8), (5, 20, 0), (5, 20, 65), (-1, 20, 8),
  ])
  func `a transport out of its limits is refused`(connect: Int, total: Int, parallel: Int) {
    #expect(throws: InvalidValue.self) {
      try Transport(
        version: .http1, connectSeconds: connect, totalSeconds: total, parallelRequests: parallel)
    }
  }

  @Test func `an overlap is from nothing to 30 days`() throws {
    let longest = Duration.seconds(30 * 24 * 3600)
    for overlap in [.zero, longest] {
      #expect(
        try SecretRotation(scheme: .ed25519, sealed: [], overlap: overlap).overlap == overlap)
    }
    for overlap in [.nanoseconds(-1), longest + .nanoseconds(1)] as [Duration] {
      #expect(throws: InvalidValue.self) {
        try SecretRotation(scheme: .ed25519, sealed: [], overlap: overlap)
      }
    }
  }

  @Test func `the words of every choice read back`() {
    #expect(Field.allCases.allSatisfy { Field(name: $0.name) == $0 })
    #expect(FieldClass.allCases.allSatisfy { FieldClass(name: $0.name) == $0 })
    #expect(FieldLevel.allCases.allSatisfy { FieldLevel(name: $0.name) == $0 })
    #expect(Employment.allCases.allSatisfy { Employment(name: $0.name) == $0 })
    #expect(Partner.Kind.allCases.allSatisfy { Partner.Kind(name: $0.name) == $0 })
    #expect(Rule.Effect.allCases.allSatisfy { Rule.Effect(name: $0.name) == $0 })
    #expect(Key.Role.allCases.allSatisfy { Key.Role(name: $0.name) == $0 })
    #expect(SecretSlot.Scheme.allCases.allSatisfy { SecretSlot.Scheme(name: $0.name) == $0 })
    #expect(
      Transport.HTTPVersion.allCases.allSatisfy { Transport.HTTPVersion(name: $0.name) == $0 })
    #expect(Field(name: "nothing") == nil)
  }

  @Test func `a field takes the level of its class unless it has one of its own`() {
    let levels = FieldLevels(classes: [.personal: .masked], fields: [.lastDay: .clear])
    #expect(levels.level(of: .phones) == .masked)
    #expect(levels.level(of: .lastDay) == .clear)
    #expect(levels.level(of: .name) == .hidden)
  }
}

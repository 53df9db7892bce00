import Testing

@testable import Views

@Suite struct MaskTests {
  @Test(arguments: [
    ("张伟", "张*"), ("欧阳娜娜", "欧*"), ("𠮷野", "𠮷*"), ("Ann Lee", "A*"), ("张", "*"),
    ("e\u{301}va", "e*"), ("👩‍👩‍👧", "👩*"), ("", "*"),
  ])
  func `a name shows its first character`(text: String, masked: String) {
    #expect(Mask.name(text).utf8.elementsEqual(masked.utf8))
  }

  @Test func `a name that is one character with many marks shows only the letter`() {
    #expect(Mask.name("z" + String(repeating: "\u{301}", count: 40)) == "z*")
  }

  @Test(arguments: [
    ("13812345678", "138****5678"), ("+86 138-1234-5678", "861****5678"),
    ("123456789", "123****6789"), ("12345678", "****78"), ("110", "****10"), ("1-1-0", "****10"),
    ("(021) 6.1#22", "****22"),
  ])
  func `a phone number shows a part of its digits`(text: String, masked: String) {
    #expect(Mask.phone(text) == masked)
  }

  @Test(arguments: [
    ("zhang@example.com", "z***@example.com"), ("a@b", "***@b"), ("张伟@例子.公司", "张***@例子.公司"),
    ("ab@\u{308}c.com", "a***@\u{308}c.com"), ("e\u{301}a@b", "e***@b"),
  ])
  func `an address shows its first character and domain`(text: String, masked: String) {
    #expect(Mask.email(text).utf8.elementsEqual(masked.utf8))
  }

  @Test(arguments: [("A1234", "A***"), ("A", "***"), ("经理", "经***"), ("", "***")])
  func `a text shows its first character`(text: String, masked: String) {
    #expect(Mask.text(text) == masked)
  }
}

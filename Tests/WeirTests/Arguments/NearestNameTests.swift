import Testing

@testable import weir

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1),
    ("kitten", "sitting", 3), ("ab", "ba", 1), ("listen", "lisen", 1),
  ]) func `the distance counts single slips`(left: String, right: String, distance: Int) {
    #expect(NearestName.distance(left, right) == distance)
    #expect(NearestName.distance(right, left) == distance)
  }

  @Test(arguments: [
    ("contct", "contact"), ("Contact", "contact"), ("contacts", "contact"), ("cotnact", "contact"),
    ("membershop", "membership"), ("memberhsips", "membership"), ("rul", "rule"), ("keey", "key"),
    ("satus", "status"), ("ststus", "status"),
  ]) func `a slip of the hand is understood`(text: String, name: String) {
    let names = ["chain", "contact", "key", "membership", "rule", "status"]
    #expect(NearestName.of(text, among: names) == name)
  }

  @Test(arguments: ["", "x", "qqq", "contact contact contact", "连锁", "-", "mem\u{301}"])
  func `another word is not taken for a slip`(text: String) {
    #expect(NearestName.of(text, among: ["contact", "key", "membership"]) == nil)
  }

  @Test func `a long text is not compared at all`() {
    let long = String(repeating: "a", count: 1 << 20)
    #expect(NearestName.of(long, among: [long, "contact"]) == nil)
    let most = String(repeating: "a", count: NearestName.lengthLimit)
    #expect(NearestName.of(most, among: [most]) == most)
  }

  @Test func `the beginning of a name is enough`() {
    #expect(NearestName.of("memb", among: ["membership", "contact"]) == "membership")
  }

  @Test func `what is far from everything has no nearest`() {
    #expect(NearestName.of("xyzzy", among: ["membership", "contact"]) == nil)
  }
}

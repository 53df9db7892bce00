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

  @Test func `the beginning of a name is enough`() {
    #expect(NearestName.of("memb", among: ["membership", "contact"]) == "membership")
  }

  @Test func `what is far from everything has no nearest`() {
    #expect(NearestName.of("xyzzy", among: ["membership", "contact"]) == nil)
  }
}

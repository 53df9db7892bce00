import Directory
import Testing
import Wire

@Suite struct ParentsFirstTests {
  @Test(
    arguments: [
      ([], []), (["a<", "b<"], [0, 1]), (["c<b", "b<a", "a<"], [2, 1, 0]),
      (["a<", "c<b", "x<", "b<a"], [0, 3, 1, 2]), (["a<b", "b<a", "c<"], [1, 0, 2]),
      (["a<a"], [0]), (["b<gone", "a<"], [0, 1]),
    ] as [([String], [Int])])
  func `parents come before their children and all else stays`(rows: [String], order: [Int])
    throws
  {
    let made = try rows.map { text -> ImportRow? in
      let parts = text.split(separator: "<", omittingEmptySubsequences: false).map(String.init)
      var row: JSONObject = ["code": .string(parts[0])]
      if !parts[1].isEmpty { row["parent"] = .string(parts[1]) }
      return try ImportRow(.object(row), .departments)
    }
    #expect(ParentsFirst.order(made) == order)
  }

  @Test func `rows that cannot be read keep their places`() {
    #expect(ParentsFirst.order([nil, nil]) == [0, 1])
  }
}

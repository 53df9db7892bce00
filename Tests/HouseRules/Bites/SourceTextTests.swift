import Testing

@Suite struct SourceTextTests {
  @Test func `a phrase is found by its whole word and its signs`() {
    let source = sample("x.random()\nrandom()\nx.randomly()\n.random (\nInt.random(in: a)")
    #expect(source.lines(of: ".random(") == [1, 5])
    #expect(source.lines(of: "random") == [1, 2, 4, 5])
  }

  @Test func `a phrase in a comment or a string is not code`() {
    #expect(sample("// try!\nlet a = \"try!\"").lines(of: "try!").isEmpty)
  }

  @Test func `a file tells where it stands`() {
    let place = sample("", at: "Sources/Wire/JSON/Parser.swift").place
    #expect(place?.area == "Sources" && place?.room == "Wire")
    #expect(sample("", at: "Package.swift").place == nil)
  }
}

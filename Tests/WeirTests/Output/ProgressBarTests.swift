import Testing

@testable import weir

@Suite struct ProgressBarTests {
  @Test func `a bar shows share and count`() {
    #expect(
      ProgressBar.line("entries", count: 45, total: 90)
        == "[###############...............] 50 % (45 of 90 entries)")
  }

  @Test func `nothing is drawn where there is no terminal`() {
    let words = SpokenWords()
    var bar = ProgressBar("entries", total: 10, on: words.console)
    bar.advance(to: 5)
    bar.finish()
    #expect(words.note.isEmpty)
  }

  @Test func `at a terminal it is drawn over itself and taken away`() {
    let words = SpokenWords()
    var bar = ProgressBar("entries", total: 2, on: words.console(isTerminal: true))
    bar.advance(to: 1)
    bar.advance(to: 1)
    bar.finish()
    #expect(words.note == "\r" + ProgressBar.line("entries", count: 1, total: 2) + "\r\u{1B}[K")
  }

  @Test func `an empty job is no division by nothing`() {
    #expect(ProgressBar.line("entries", count: 0, total: 0).contains("0 %"))
  }
}

import Testing
import Wire

@testable import weir

@Suite struct StatusWatchTests {
  /// Looks so many times, the looks after the first as `later` says.
  private func watch(
    _ count: Int, on console: Console, inJSON: Bool = false,
    later: @escaping () throws -> Void = {}
  ) throws {
    var looks = 0
    let watch = StatusWatch(console: console, inJSON: inJSON) { wait in
      #expect(wait == .seconds(2))
      return looks < count
    }
    try watch.run {
      looks += 1
      if looks > 1 { try later() }
      return StatusScreen(url: "http://x/\(looks)", isHealthy: true, isReady: true)
    }
  }

  @Test func `elsewhere than at a terminal each look is plain lines`() throws {
    let words = SpokenWords()
    try watch(2, on: words.console)
    #expect(
      words.answer == """
        url      http://x/1
        healthy  yes
        ready    yes

        url      http://x/2
        healthy  yes
        ready    yes

        """)
  }

  @Test func `at a terminal each look stands over the one before, cut to what fits`() throws {
    let words = SpokenWords()
    var console = words.console
    console.answersAtTerminal = true
    console.rows = { 3 }
    try watch(2, on: console)
    let frame: (Int) -> String = {
      "\u{1B}[Hurl      http://x/\($0)\u{1B}[K\nhealthy  yes\u{1B}[K\n\u{1B}[J"
    }
    #expect(words.answer == "\u{1B}[2J" + frame(1) + frame(2))
  }

  @Test func `for machines each look is one line`() throws {
    let words = SpokenWords()
    try watch(3, on: words.console, inJSON: true)
    let urls = try words.answer.split(separator: "\n").map { try JSON.parse(Array($0.utf8))["url"] }
    #expect(urls == ["http://x/1", "http://x/2", "http://x/3"])
  }

  @Test func `a later look that fails is shown and the next one comes`() throws {
    let words = SpokenWords()
    var isDown = true
    try watch(3, on: words.console) {
      defer { isDown = false }
      if isDown { throw CommandFailure("it cannot be reached\ntry again") }
    }
    #expect(words.answer.contains("\n\nit cannot be reached\ntry again\n\nurl      http://x/3\n"))
  }

  @Test func `a first look that fails is an error`() {
    let words = SpokenWords()
    let watch = StatusWatch(console: words.console, inJSON: false) { _ in false }
    #expect(throws: CommandFailure.self) { try watch.run { throw CommandFailure("no") } }
    #expect(words.answer.isEmpty)
  }
}

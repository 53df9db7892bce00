import TemporaryFiles
import Testing
import Wire

@testable import weir

@Suite struct ChangesCommandTests {
  private let words = SpokenWords()

  private func run(_ api: ScriptedAPI, _ values: [String: [String]]) throws {
    let session = try ClientSession(Invocation(values: values), words.console, api: api.client())
    try ChangesCommand.run(session.told, session)
  }

  private func page(_ ids: [String], next: String) -> JSON {
    let events: [JSON] = ids.map { ["id": .string($0), "event": ["n": 1]] }
    return ["events": .array(events), "next": .string(next)]
  }

  @Test func `what was printed is acknowledged by the next request, until there is nothing`() throws
  {
    let api = ScriptedAPI(json: [
      page(["a", "b"], next: "t1"), page(["c"], next: "t2"), page([], next: "t3"),
    ])
    try run(api, ["limit": ["2"]])
    #expect(
      api.targets == [
        "/v1/changes?wait=0&limit=2", "/v1/changes?wait=0&limit=2&after=t1",
        "/v1/changes?wait=0&limit=2&after=t2",
      ])
    #expect(words.answer.split(separator: "\n").count == 3)
    #expect(words.answer.hasPrefix(#"{"id":"a","event":{"n":1}}"#))
    #expect(words.note == "Go on with --after t3\n")
  }

  @Test func `the place is kept in a file from one run to the next`() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("place")
    try run(
      ScriptedAPI(json: [page(["a"], next: "t1"), page([], next: "t2")]), ["after-file": [file]])
    #expect(try TemporaryFolder.bytes(at: file) == Array("t2\n".utf8))
    let second = ScriptedAPI(json: [page([], next: "t3")])
    try run(second, ["after-file": [file]])
    #expect(second.targets == ["/v1/changes?wait=0&after=t2"])
    #expect(words.note.isEmpty)
  }

  @Test func `a file without a place is not taken for an empty copy`() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "place")
    let api = ScriptedAPI(json: [])
    #expect(throws: CommandFailure.self) {
      try run(api, ["after-file": [folder.file("place")]])
    }
    #expect(api.requests.isEmpty)
  }

  @Test func `while it follows, a gateway that is away for a moment ends nothing`() throws {
    let away = ConnectionFailure(message: "refused", mayPass: false)
    let stopping = APIAnswer(status: 503, body: [])
    let gone = APIAnswer(status: 410, body: Array(#"{"title":"too old"}"#.utf8))
    let api = ScriptedAPI([
      .success(APIAnswer(status: 200, body: page(["a"], next: "t1").bytes)), .failure(away),
      .success(stopping), .success(APIAnswer(status: 200, body: page([], next: "t2").bytes)),
      .success(gone),
    ])
    // What does not pass ends it.
    #expect(throws: APIProblem.self) { try run(api, ["follow": ["true"]]) }
    #expect(api.targets.map { $0.contains("wait=30") } == Array(repeating: true, count: 5))
    #expect(api.targets.last == "/v1/changes?wait=30&after=t2")
    #expect(words.note.split(separator: "\n").count == 1)
  }

  @Test func `two places contradict one another`() throws {
    #expect(throws: UsageError.self) {
      try run(ScriptedAPI(json: []), ["after": ["t"], "after-file": ["f"]])
    }
  }
}

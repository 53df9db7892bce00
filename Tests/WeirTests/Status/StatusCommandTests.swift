import Testing
import Wire

@testable import weir

@Suite struct StatusCommandTests {
  private func look(_ api: ScriptedAPI, _ values: [String: [String]], key: String? = "weir_x")
    throws -> StatusScreen
  {
    let words = SpokenWords()
    let session = try ClientSession(
      Invocation(values: values), words.console, api: api.client(key: key))
    return try StatusCommand.look(session)
  }

  @Test func `the worst are asked for, so many as are wanted`() throws {
    let api = ScriptedAPI(json: [[:], [:], ["time": "t"]])
    let screen = try look(api, ["limit": ["5"]])
    #expect(api.targets == ["/healthz", "/readyz", "/v1/status?limit=5"])
    #expect(screen.status == ["time": "t"])
  }

  @Test func `every endpoint is asked for by pages`() throws {
    let api = ScriptedAPI(json: [
      [:], [:], ["time": "t"], ["items": [1], "next": "c"], ["items": [2], "next": .null],
    ])
    let screen = try look(api, ["limit": ["20"], "all": ["true"]])
    #expect(
      api.targets.dropFirst(2) == [
        "/v1/status?limit=0", "/v1/status/endpoints?limit=200",
        "/v1/status/endpoints?limit=200&cursor=c",
      ])
    #expect(screen.all == [1, 2])
  }

  @Test func `without a key nothing is asked that needs one`() throws {
    let api = ScriptedAPI(json: [[:], [:]])
    #expect(try look(api, [:], key: nil).status == nil)
    #expect(api.requests.count == 2)
  }

  @Test func `a gateway that is not ready is not asked further`() throws {
    let fine = APIAnswer(status: 200, body: [])
    let api = ScriptedAPI([.success(fine), .success(APIAnswer(status: 503, body: []))])
    let screen = try look(api, [:])
    #expect(screen.isHealthy && !screen.isReady)
    #expect(screen.status == nil)
  }

  @Test func `everything and a watch do not go together`() {
    let run = ProgramRun(["status", "--all", "--watch"])
    #expect(run.exit == .usage)
    #expect(run.note == "weir: --all stands without --watch: it may be more than a screen\n")
  }
}

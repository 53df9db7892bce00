import Domain
import Testing
import Wire

@testable import weir

@Suite struct ServeSettingsTests {
  private func settings(_ values: [String: [String]] = [:]) throws -> ServeSettings {
    let given = ArgumentParser.Given(values: values)
    return try ServeSettings(
      Invocation(
        ServeCommand.command, given, known: [],
        in: Invocation.Surroundings(
          environment: { _ in nil },
          file: { path throws(UsageError) in throw UsageError("no file \(path)") })))
  }

  @Test func `without a word the API is for this machine and endpoints are elsewhere`() throws {
    let settings = try settings()
    #expect(settings.listen == (try ListenAddress("127.0.0.1:8080")))
    #expect(settings.egress == .globalOnly)
    #expect(settings.drain == .seconds(10))
    #expect(settings.keptAttemptDays == 30)
    #expect(settings.attempts == "weir.db.attempts")
  }

  @Test func `networks are allowed one by one`() throws {
    let settings = try settings(["allow-egress": ["127.0.0.0/8", "::1"]])
    #expect(settings.egress.allowed.map(\.description) == ["127.0.0.0/8", "::1/128"])
  }

  @Test func `further authorities are trusted only where a file is named`() throws {
    #expect(try settings().certificateFile == nil)
    #expect(try settings(["ca-file": ["ca.pem"]]).certificateFile == "ca.pem")
  }

  @Test func `the removal limit is set part by part`() throws {
    #expect(try settings().removalLimit == .standard)
    let set = try settings([
      "removal-limit-records": ["5"], "removal-limit-percent": ["2"],
      "removal-window-hours": ["1"],
    ])
    #expect(
      set.removalLimit == (try RemovalLimit(records: 5, percent: 2, window: .seconds(3_600))))
  }

  @Test(arguments: ["127.0.0.1/8", "local", "10.0.0.0/33"])
  func `what is no network is an error`(text: String) {
    #expect(throws: UsageError.self) { try settings(["allow-egress": [text]]) }
  }

  @Test(arguments: [
    ("127.0.0.1:80", "127.0.0.1", 80), ("9000", "127.0.0.1", 9000), ("0.0.0.0:0", "0.0.0.0", 0),
    ("[::1]:8080", "[::1]", 8080),
  ]) func `an address is read`(text: String, host: String, port: Int) throws {
    let address = try ListenAddress(text)
    #expect(address.host == host)
    #expect(address.port == port)
  }

  @Test(arguments: ["", ":80", "localhost:80", "::1:80", "127.0.0.1:", "127.0.0.1:99999", "[::1]"])
  func `what is no address is an error`(text: String) {
    #expect(throws: UsageError.self) { try ListenAddress(text) }
  }
}

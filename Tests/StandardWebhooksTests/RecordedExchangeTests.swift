import ContractKit
import StandardWebhooks
import Testing

/// The recorded exchanges of this adapter, found in their folder.
@Suite struct RecordedExchangeTests {
  private static let folder = Result { () throws(ContractError) in
    let tests = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try ExchangeFolder(at: "/\(tests)/Contracts/exchanges/standard-webhooks")
  }

  private static var names: [String] {
    (try? folder.get().entries.map(\.name)) ?? []
  }

  @Test func `there are at least twenty exchanges, each with a title of its own`() throws {
    let files = try Self.folder.get().entries.map { try $0.file.get() }
    #expect(files.count >= 20)
    #expect(Set(files.map(\.title)).count == files.count)
  }

  @Test(arguments: names)
  func `the adapter does what the exchange says`(name: String) throws {
    let entry = try StepFixture.required(
      Self.folder.get().entries.first { $0.name == name })
    let differences = ExchangeRunner(StandardWebhooks()).differences(from: try entry.file.get())
    #expect(differences == [])
  }
}

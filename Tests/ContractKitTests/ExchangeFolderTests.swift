import ContractKit
import Testing

/// The folders of exchanges as they stand beside the adapters.
@Suite struct ExchangeFolderTests {
  private static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  private static let adapters = folders(in: "Adapters").map(dashed)

  @Test func `there are exchanges of adapters that exist, and of no others`() {
    #expect(!Self.adapters.isEmpty)
    #expect(Set(Self.folders(in: "Contracts/exchanges")) == Set(Self.adapters))
  }

  @Test(arguments: adapters)
  func `each adapter has at least twenty exchanges that say they are its own`(
    adapter: String
  ) throws {
    let folder = try ExchangeFolder(at: "\(Self.root)/Contracts/exchanges/\(adapter)")
    #expect(folder.entries.count >= 20)
    for entry in folder.entries { #expect(try entry.file.get().adapter == adapter) }
  }

  private static func folders(in path: String) -> [String] {
    let names = (try? FileText.names(in: "\(root)/\(path)", endingIn: "")) ?? []
    return names.filter { !$0.contains(".") }
  }

  /// `StandardWebhooks` becomes `standard-webhooks`.
  private static func dashed(_ name: String) -> String {
    var result = ""
    for character in name {
      if character.isUppercase, !result.isEmpty { result += "-" }
      result += character.lowercased()
    }
    return result
  }
}

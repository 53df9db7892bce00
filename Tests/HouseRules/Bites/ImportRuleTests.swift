import Testing

@Suite struct ImportRuleTests {
  private let rule = ImportRule(
    table: .weir, adapters: ["StandardWebhooks"],
    foundationEssentials: ["Sources/Wire/Dates.swift": "a reason"])

  @Test(arguments: [
    ("Sources/Domain/A.swift", "import Delivery"),
    ("Sources/Domain/A.swift", "package import Storage"),
    ("Sources/Domain/A.swift", "@preconcurrency import Foundation"),
    ("Sources/Domain/A.swift", "import struct Gateway.Loop"),
    ("Sources/Domain/A.swift", "import Wire; import Views"),
    ("Sources/Domain/A.swift", "import CCrypto"),
    ("Sources/Storage/A.swift", "import CSQLite"),
    ("Sources/weir/main.swift", "import CCurl"),
    ("Sources/weir/main.swift", "import Foundation"),
    ("Sources/Gateway/A.swift", "import StandardWebhooks"),
    ("Sources/Wire/A.swift", "import FoundationEssentials"),
    ("Sources/Wire/A.swift", "import CLinux"),
    ("Sources/Unknown/A.swift", "import Wire"),
    ("Adapters/StandardWebhooks/A.swift", "import Delivery"),
    ("Adapters/StandardWebhooks/A.swift", "import HTTPClient"),
    ("Adapters/StandardWebhooks/A.swift", "import Other"),
    ("Tests/Simulation/A.swift", "import HTTPClient"),
    ("Tests/Simulation/A.swift", "import HTTPServer"),
    ("Tests/Simulation/A.swift", "import CSQLite"),
    ("Tests/StorageTests/A.swift", "@testable import CSQLite"),
  ])
  func `an import against the table is found`(path: String, text: String) {
    #expect(rule.findings(in: sample(text, at: path)).count == 1)
  }

  @Test(arguments: [
    ("Sources/Domain/A.swift", "import Crypto\npackage import Wire\nimport Glibc"),
    ("Sources/Crypto/A.swift", "import CCrypto\nimport Synchronization"),
    ("Sources/Gateway/A.swift", "import CLinux\nimport AdapterKit\nimport SQLite"),
    ("Sources/weir/main.swift", "import StandardWebhooks\nimport API\nimport Wire"),
    ("Sources/Wire/Dates.swift", "import FoundationEssentials"),
    ("Adapters/StandardWebhooks/A.swift", "import AdapterKit\nimport Crypto"),
    ("Tests/Simulation/A.swift", "import Gateway\nimport StandardWebhooks"),
    ("Tests/SQLiteTests/A.swift", "import CSQLite\nimport Foundation"),
    ("Sources/Domain/A.swift", "// import Foundation\nlet a = \"import Foundation\""),
  ])
  func `an import of the table is no finding`(path: String, text: String) {
    #expect(rule.findings(in: sample(text, at: path)) == [])
  }

  @Test func `a finding names the line`() {
    let findings = rule.findings(in: sample("// a\n\nimport Storage"))
    #expect(findings.map(\.line) == [3])
  }

  @Test(arguments: [
    #"room("Domain", imports: ["Crypto", "Storage"])"#,
    #"room("Views", imports: ["CCrypto"])"#,
    #"room("Gateway", imports: ["StandardWebhooks"])"#,
    #"room("Unknown", imports: ["Wire"])"#,
    #".target(name: "Domain", dependencies: ["Gateway"])"#,
    #"tests("Simulation", of: ["HTTPClient"])"#,
    #"""
    func adapter(_ name: String) -> Target {
      .target(name: name, dependencies: ["Delivery"], path: "Adapters/\(name)")
    }
    adapter("StandardWebhooks")
    """#,
  ])
  func `a dependency against the table is found`(text: String) {
    #expect(rule.findings(in: PackageManifest(text: text)).count == 1)
  }

  @Test func `the order of the rooms has no ring`() {
    for room in ImportTable.weir.rooms.keys {
      #expect(!ImportTable.weir.reach(of: room).contains(room))
    }
  }

  @Test func `the program reaches every room`() {
    let rooms = Set(ImportTable.weir.rooms.keys)
    let others: Set<String> = ["weir", "weir-bench", "BenchBaselines", "TemporaryFiles"]
    #expect(ImportTable.weir.reach(of: "weir") == rooms.subtracting(others))
  }
}

// swift-tools-version: 6.2
import PackageDescription

// The rooms of the product, from the outside in the order in which they may import one another.
// `Tests/HouseRules` holds the import table against the sources.

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
]

/// A C library from Debian, found through its `.pc` file.
func library(_ name: String, pkgConfig: String, apt package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

func room(_ name: String, path: String? = nil, imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, path: path, swiftSettings: settings)
}

func adapter(_ name: String) -> Target {
  .target(
    name: name, dependencies: ["AdapterKit"], path: "Adapters/\(name)", exclude: ["README.md"],
    swiftSettings: settings)
}

func program(_ name: String, path: String? = nil, imports: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: imports, path: path, swiftSettings: settings)
}

func tests(_ name: String, of imports: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: imports, swiftSettings: settings)
}

let package = Package(
  name: "weir",
  products: [.executable(name: "weir", targets: ["weir"])],
  targets: [
    library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
    library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
    library("CMicroHTTPD", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
    .systemLibrary(name: "CLinux"),

    room("Wire"),
    room("Crypto", imports: ["CCrypto", "Wire"]),
    room("Domain", imports: ["Crypto", "Wire"]),
    room("Directory", imports: ["Domain", "Wire"]),
    room("Views", imports: ["Domain", "Crypto", "Wire"]),
    room("AdapterKit", imports: ["Views", "Domain", "Crypto", "Wire"]),
    room("Delivery", imports: ["AdapterKit", "Views", "Domain", "Crypto", "Wire"]),
    adapter("StandardWebhooks"),
    room("HTTPClient", imports: ["CCurl", "CLinux", "Wire"]),
    room("HTTPServer", imports: ["CMicroHTTPD", "CLinux", "Wire"]),
    room("SQLite", imports: ["CSQLite", "Wire"]),
    room("Storage", imports: ["Delivery", "Views", "Domain", "Crypto", "SQLite", "Wire"]),
    room(
      "Gateway",
      imports: [
        "CLinux", "Storage", "Delivery", "AdapterKit", "Views", "Domain", "Crypto", "HTTPClient",
        "Wire",
      ]),
    .target(name: "CContracts", path: "Contracts/Embedded"),
    room(
      "API",
      imports: [
        "CContracts", "Gateway", "Storage", "Directory", "Delivery", "AdapterKit", "Views",
        "Domain", "Crypto", "HTTPServer", "Wire",
      ]),
    room(
      "ContractKit",
      imports: ["AdapterKit", "HTTPClient", "HTTPServer", "Views", "Domain", "Crypto", "Wire"]),
    program(
      "weir",
      imports: [
        "API", "ContractKit", "Directory", "Gateway", "StandardWebhooks", "Storage", "Delivery",
        "AdapterKit", "Views", "Domain", "Crypto", "HTTPClient", "HTTPServer", "SQLite", "Wire",
        "CLinux",
      ]),

    room("TemporaryFiles", path: "Tests/Support/TemporaryFiles"),

    .target(
      name: "BenchBaselines", dependencies: ["CCurl", "CCrypto"], path: "Tests/Bench/Baselines"),
    .executableTarget(
      name: "weir-bench",
      dependencies: [
        "BenchBaselines", "API", "Gateway", "StandardWebhooks", "Storage", "AdapterKit", "Views",
        "Domain", "Crypto", "HTTPServer", "SQLite", "Wire",
      ],
      path: "Tests/Bench", exclude: ["Baselines"], swiftSettings: settings),

    tests("WireTests", of: ["Wire"]),
    tests("CryptoTests", of: ["Crypto", "Wire"]),
    tests("DomainTests", of: ["Domain", "Crypto", "Wire"]),
    tests("DirectoryTests", of: ["Directory", "Domain", "Crypto", "Wire"]),
    tests("ViewsTests", of: ["Views", "Domain", "Crypto", "Wire"]),
    tests(
      "DeliveryTests",
      of: ["ContractKit", "Delivery", "AdapterKit", "Views", "Domain", "Crypto", "Wire"]),
    tests(
      "StandardWebhooksTests",
      of: [
        "StandardWebhooks", "ContractKit", "AdapterKit", "Views", "Domain", "Crypto", "Wire",
      ]),
    tests(
      "ContractKitTests",
      of: [
        "ContractKit", "AdapterKit", "HTTPClient", "HTTPServer", "Views", "Domain", "Crypto",
        "Wire",
      ]),
    tests("HTTPClientTests", of: ["HTTPClient", "Wire"]),
    tests("HTTPServerTests", of: ["HTTPServer", "Wire"]),
    tests("SQLiteTests", of: ["TemporaryFiles", "SQLite", "Wire"]),
    tests(
      "StorageTests",
      of: ["TemporaryFiles", "Storage", "SQLite", "Delivery", "Views", "Domain", "Crypto", "Wire"]),
    tests(
      "GatewayTests",
      of: [
        "TemporaryFiles", "Gateway", "Storage", "Delivery", "AdapterKit", "Views", "Domain",
        "Crypto", "Wire",
      ]),
    tests(
      "APITests",
      of: [
        "API", "Gateway", "StandardWebhooks", "Storage", "Delivery", "AdapterKit", "Views",
        "Domain", "Crypto", "HTTPClient", "HTTPServer", "Wire",
      ]),
    tests(
      "WeirTests",
      of: [
        "TemporaryFiles", "weir", "ContractKit", "Directory", "Gateway", "Storage", "SQLite",
        "Domain", "Crypto", "HTTPClient", "Wire",
      ]),
    tests(
      "Simulation",
      of: [
        "TemporaryFiles", "Gateway", "StandardWebhooks", "ContractKit", "Storage", "Delivery",
        "AdapterKit", "Views", "Domain", "Crypto", "Wire",
      ]),
    tests("HouseRules", of: []),
  ]
)

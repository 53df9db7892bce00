/// Which room may import which: the order of the rooms as data.
///
/// A room may import what its row names and what those rows name in turn. A C library is
/// imported by its owners alone. A new room gets a row here before anything else.
struct ImportTable {
  /// Room to the rooms that it imports.
  let rooms: [String: [String]]

  /// C library target to the rooms that own it.
  let libraryOwners: [String: [String]]

  /// System modules that every room may import.
  let systemModules: Set<String>

  /// Rooms that may name adapters: the ones that wire the program together.
  let wiringRooms: Set<String>

  /// What an adapter imports, whatever its name.
  let adapterImports: [String]

  /// Test target to the modules that it must not import, beside the C libraries of others.
  let forbiddenInTests: [String: Set<String>]
}

extension ImportTable {
  static let weir = ImportTable(
    rooms: [
      "Wire": [],
      "Crypto": ["Wire"],
      "Domain": ["Crypto"],
      "Views": ["Domain", "Wire"],
      "AdapterKit": ["Views"],
      "Delivery": ["AdapterKit"],
      "HTTPClient": ["Wire"],
      "HTTPServer": ["Wire"],
      "SQLite": ["Wire"],
      "Storage": ["Delivery", "SQLite"],
      "Directory": ["Domain", "Wire"],
      "Gateway": ["Storage", "Directory", "HTTPClient"],
      "API": ["Gateway", "HTTPServer"],
      "ContractKit": ["AdapterKit", "HTTPClient", "HTTPServer"],
      "weir": ["API", "ContractKit"],
      "weir-bench": ["API"],
      "BenchBaselines": [],
      "TemporaryFiles": [],
    ],
    libraryOwners: [
      "CCurl": ["HTTPClient", "BenchBaselines"],
      "CSQLite": ["SQLite"],
      "CCrypto": ["Crypto", "BenchBaselines"],
      "CMicroHTTPD": ["HTTPServer"],
      "CContracts": ["API"],
      "CLinux": ["HTTPServer", "HTTPClient", "Gateway", "weir"],
      "BenchBaselines": ["weir-bench", "Bench"],
    ],
    systemModules: ["Glibc", "Synchronization"],
    wiringRooms: ["weir", "weir-bench"],
    adapterImports: ["AdapterKit"],
    forbiddenInTests: ["Simulation": ["HTTPClient", "HTTPServer", "CSQLite"]]
  )
}

extension ImportTable {
  /// The rooms that one room may import: its row, and the rows of those in turn.
  func reach(of room: String) -> Set<String> {
    reach(from: rooms[room] ?? [])
  }

  /// The rooms that an adapter may import.
  var adapterReach: Set<String> {
    reach(from: adapterImports)
  }

  /// The C libraries that one room owns.
  func libraries(of room: String) -> Set<String> {
    Set(libraryOwners.filter { $0.value.contains(room) }.keys)
  }

  private func reach(from imports: [String]) -> Set<String> {
    var reached: Set<String> = []
    var waiting = imports
    while let room = waiting.popLast() {
      guard reached.insert(room).inserted else { continue }
      waiting += rooms[room] ?? []
    }
    return reached
  }
}

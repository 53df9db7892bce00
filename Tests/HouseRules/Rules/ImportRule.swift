/// Who may import whom, in sources and in the package's targets alike.
struct ImportRule {
  let table: ImportTable

  /// Names of the targets under `Adapters`.
  let adapters: Set<String>

  /// Files that may import `FoundationEssentials`, with the reason.
  let foundationEssentials: [String: String]

  /// Imports of one file that the table does not allow.
  func findings(in source: SourceText) -> [Finding] {
    guard let place = source.place else { return [] }
    return Self.imports(in: source).compactMap { name, line in
      refusal(of: name, in: place, path: source.path).map {
        Finding(path: source.path, line: line, message: $0)
      }
    }
  }

  /// Target dependencies that the table does not allow.
  func findings(in manifest: PackageManifest) -> [Finding] {
    manifest.targets.flatMap { target in
      target.dependencies.compactMap { name in
        refusal(of: name, in: Self.place(of: target), path: PackageManifest.path).map {
          Finding(path: PackageManifest.path, line: target.line, message: $0)
        }
      }
    }
  }

  /// Modules that a file imports, with their lines.
  static func imports(in source: SourceText) -> [(name: String, line: Int)] {
    let modifiers: Set<String> = ["public", "package", "internal", "fileprivate", "private"]
    let kinds: Set<String> = [
      "struct", "class", "enum", "protocol", "func", "var", "let", "typealias", "actor",
    ]
    return Set(source.lines(of: "import")).sorted().flatMap { number in
      source.codeLines[number - 1].split(separator: ";").compactMap { statement in
        var words = statement.split(separator: " ").drop {
          $0.hasPrefix("@") || modifiers.contains(String($0))
        }
        guard words.popFirst() == "import" else { return nil }
        if let kind = words.first, kinds.contains(String(kind)) { words.removeFirst() }
        return words.first.map { (String($0.prefix { $0 != "." }), number) }
      }
    }
  }

  private static func place(of target: PackageManifest.Target) -> (area: String, room: String) {
    switch target.kind {
    case .adapter: ("Adapters", target.name)
    case .tests: ("Tests", target.name)
    case .room, .library: ("Sources", target.name)
    }
  }

  private func refusal(
    of name: String, in place: (area: String, room: String), path: String
  ) -> String? {
    switch place.area {
    case "Tests": refusalInTests(of: name, in: place.room)
    case "Adapters": refusal(of: name, allowed: table.adapterReach, in: place.room, path: path)
    default: refusalInRoom(of: name, in: place.room, path: path)
    }
  }

  private func refusalInRoom(of name: String, in room: String, path: String) -> String? {
    guard table.rooms[room] != nil else {
      return "\(room) has no row in the import table: decide first what it may import"
    }
    var allowed = table.reach(of: room).union(table.libraries(of: room))
    if table.wiringRooms.contains(room) { allowed.formUnion(adapters) }
    return refusal(of: name, allowed: allowed, in: room, path: path)
  }

  private func refusal(
    of name: String, allowed: Set<String>, in room: String, path: String
  ) -> String? {
    if allowed.contains(name) || table.systemModules.contains(name) { return nil }
    if name == "FoundationEssentials" && Exceptions.cover(path, in: foundationEssentials) {
      return nil
    }
    return "\(room) may not import \(name); it may import \(allowed.sorted())"
  }

  private func refusalInTests(of name: String, in tests: String) -> String? {
    let room = tests.hasSuffix("Tests") ? String(tests.dropLast("Tests".count)) : tests
    if table.forbiddenInTests[tests, default: []].contains(name) {
      return "\(tests) may not import \(name)"
    }
    guard let owners = table.libraryOwners[name], !owners.contains(room) else { return nil }
    return "\(tests) may not import \(name), which belongs to \(owners.sorted())"
  }
}

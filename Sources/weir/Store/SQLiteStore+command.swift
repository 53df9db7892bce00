import Storage

extension SQLiteStore {
  /// Opens the store that a command was told, and says how to make one where there is none.
  static func open(toldBy command: Invocation) throws -> SQLiteStore {
    try open(named: command.text(StoreOptions.store.name))
  }

  /// Opens a store; see `open(toldBy:)`.
  static func open(named path: String) throws -> SQLiteStore {
    guard let store = try openUnlessInUse(path) else {
      throw CommandFailure(
        "\(path) is in use, probably by `weir serve`; stop that first, or work on a copy")
    }
    return store
  }

  /// Reads one state of the store that a command was told, also while it is served.
  static func read(
    toldBy command: Invocation, _ body: (any StoreReader) throws -> Void
  ) throws {
    let path = try command.text(StoreOptions.store.name)
    guard let store = try openUnlessInUse(path) else {
      let reader = try reader(besideWriterOf: path)
      defer { try? reader.release() }
      return try body(reader)
    }
    defer { store.close() }
    try body(store.makeReader())
  }

  /// Nil where another process has it open.
  private static func openUnlessInUse(_ path: String) throws -> SQLiteStore? {
    do {
      return try open(at: path)
    } catch let error as StoreError where error.code == .missing {
      throw CommandFailure(
        "there is no store \(path); make one with `weir init`, or name yours with --store or"
          + " WEIR_STORE")
    } catch let error as StoreError where error.code == .inUse {
      return nil
    }
  }
}

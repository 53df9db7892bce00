import Storage

extension SQLiteStore {
  /// Opens the store that a command was told, and says how to make one where there is none.
  static func open(toldBy command: Invocation) throws -> SQLiteStore {
    try open(named: command.text(StoreOptions.store.name))
  }

  /// Opens a store; see `open(toldBy:)`.
  static func open(named path: String) throws -> SQLiteStore {
    do {
      return try open(at: path)
    } catch let error as StoreError where error.code == .missing {
      throw CommandFailure(
        "there is no store \(path); make one with `weir init`, or name yours with --store or"
          + " WEIR_STORE")
    } catch let error as StoreError where error.code == .inUse {
      throw CommandFailure(
        "\(path) is in use, probably by `weir serve`; stop that first, or work on a copy")
    }
  }
}

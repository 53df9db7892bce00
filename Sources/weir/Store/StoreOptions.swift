/// The options of commands that open the store themselves.
enum StoreOptions {
  static let store = CommandOption(
    "store", .text("FILE"), "the store", standard: "weir.db", isSetting: true)
  static let masterKey = CommandOption(
    "master-key", .text("FILE"), "the file with the master key", standard: "weir.key",
    isSetting: true)
}

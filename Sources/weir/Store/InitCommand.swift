import Crypto
import Domain
import Gateway
import Glibc
import Storage
import Wire

/// `weir init`: a store, a master key, an enterprise and the key of its first admin.
enum InitCommand {
  static let command = ProgramCommand(
    name: "init", summary: "make a store with an enterprise and its first admin key",
    details: [
      "Makes two new files that only you may read: the store, and the master key that opens the",
      "secrets in it. The admin key is printed once and kept nowhere.",
    ],
    options: [
      CommandOption("enterprise", .text("NAME"), "the enterprise's name", isRequired: true),
      StoreOptions.store, StoreOptions.masterKey,
      CommandOption(
        "key-name", .text("NAME"), "what the admin key is called", standard: "first admin"),
    ],
    examples: ["weir init --enterprise \"Example Motors\""], run: run)

  private static let run: @Sendable (Invocation, Console) throws -> Void = { told, console in
    let paths = (store: try told.text("store"), key: try told.text("master-key"))
    let name = try Name(told.text("enterprise"))
    let keyName = try Name(told.text("key-name"))
    for path in [paths.store, paths.key] { try requireNothing(at: path) }
    let masterKey = try MasterKey.create(file: paths.key, random: SystemRandom())
    let founded: Founding.Founded
    do {
      let store = try SQLiteStore.create(at: paths.store)
      defer { store.close() }
      founded = try Founding(store: store, masterKey: masterKey).found(name, keyName: keyName)
    } catch {
      // A master key without a store would only be in the way of the next attempt.
      _ = unsafe unlink(paths.key)
      throw error
    }
    let news = FoundingNews(founded: founded, name: name, store: paths.store, masterKey: paths.key)
    if told.wantsJSON { console.say(news.json) } else { console.say(news.lines) }
  }

  private static func requireNothing(at path: String) throws(CommandFailure) {
    var status = stat()
    guard unsafe lstat(path, &status) != 0 else {
      throw CommandFailure(
        "\(path) is there already and is left as it is; choose another path, or start what you"
          + " have with `weir serve`")
    }
  }
}

/// What a person is told of a new enterprise.
struct FoundingNews {
  let founded: Founding.Founded
  let name: Name
  let store: String
  /// Nil where the master key was there before.
  let masterKey: String?

  var json: JSON {
    var object: JSONObject = [
      "store": .string(store),
      "enterprise": [
        "id": .string(StoredEnterprise.text(of: founded.enterprise)), "name": .string(name.text),
      ],
      "key": .string(founded.secret.text),
    ]
    if let masterKey { object["master_key"] = .string(masterKey) }
    return .object(object)
  }

  var lines: [String] {
    var lines = ["Enterprise \"\(name.text)\" is in \(store)."]
    if let masterKey {
      lines += [
        "",
        "Master key: \(masterKey)",
        "  It opens every secret in the store. Keep a copy apart from the store and its backups;",
        "  nobody can make it anew.",
      ]
    }
    lines += [
      "",
      "Admin key, shown this once:",
      "  \(founded.secret.text)",
      "",
      "Next:",
      masterKey == nil ? "  weir serve" : "  " + serve,
      "  export WEIR_KEY=\(founded.secret.text)",
      "  weir status",
    ]
    return lines
  }

  private var serve: String {
    let options = [
      store == StoreOptions.store.standard ? "" : " --store \(store)",
      masterKey == StoreOptions.masterKey.standard ? "" : " --master-key \(masterKey ?? "")",
    ]
    return "weir serve" + options.joined()
  }
}

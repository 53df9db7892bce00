import Crypto
import Domain
import Gateway
import Glibc
import Storage
import Wire

/// A gateway with an empty enterprise in a folder of its own, which goes when the demonstration ends.
final class DemoStage {
  let url: String
  /// The first admin key of the enterprise.
  let key: String
  private let folder: String
  private let service: Service

  /// The mock partners are on this machine, which the gateway must be told to reach.
  static var loopback: EgressPolicy {
    get throws { EgressPolicy(allowed: [try CIDR(parsing: "127.0.0.0/8")]) }
  }

  init(listen: ListenAddress, notices: Notices) throws {
    folder = try Self.makeFolder()
    let store = folder + "/weir.db"
    let masterKeyFile = folder + "/weir.key"
    let masterKey = try MasterKey.create(file: masterKeyFile, random: SystemRandom())
    let empty = try SQLiteStore.create(at: store)
    let founded = try Founding(store: empty, masterKey: masterKey)
      .found(try Name(Example.enterprise), keyName: try Name("demo"))
    empty.close()
    key = founded.secret.text
    service = try Service(
      ServeSettings(
        store: store, masterKey: masterKeyFile, listen: listen, egress: try Self.loopback),
      notices: notices)
    url = service.url
    try service.start()
  }

  /// A folder inside that of the demonstration.
  func folder(named name: String) throws(CommandFailure) -> String {
    let path = folder + "/" + name
    try ExampleCommand.makeFolder(path)
    return path
  }

  /// Stops serving and removes the folder.
  func end() {
    service.stop()
    Self.remove(folder)
  }

  private static func makeFolder() throws(CommandFailure) -> String {
    var template = Array("/tmp/weir-demo-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw CommandFailure("no folder can be made in /tmp; free some space there")
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The folder holds files and folders of files, all of them ours.
  private static func remove(_ folder: String) {
    for name in entries(of: folder) {
      let path = folder + "/" + name
      if unsafe unlink(path) != 0 { remove(path) }
    }
    unsafe rmdir(folder)
  }

  private static func entries(of folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}

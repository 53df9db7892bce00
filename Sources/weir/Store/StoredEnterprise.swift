import Crypto
import Domain
import Storage
import Wire

/// An enterprise as whoever administers the store speaks of it.
struct StoredEnterprise {
  let id: EnterpriseID
  let name: String
  let head: Head

  var text: String { Self.text(of: id) }

  /// The id in the store itself; only its operator meets it, parties know ids of their own.
  static func text(of id: EnterpriseID) -> String {
    "ent_" + Hex.encode(id.bits.bytes)
  }

  /// All of a store, oldest first.
  static func all(in reader: any StoreReader) throws -> [StoredEnterprise] {
    try reader.enterprises().map { row in
      let head = try reader.head(of: row.id)
      let version = try reader.version(
        of: row.id.record, .enterprise, at: head.position, in: row.id)
      guard case .enterprise(let enterprise)? = try version?.decoded() else {
        return StoredEnterprise(id: row.id, name: "(unreadable)", head: head)
      }
      return StoredEnterprise(id: row.id, name: enterprise.name.text, head: head)
    }
  }

  /// Those that a person named by id or by name; all where nobody was named.
  static func selected(
    _ wanted: String?, in reader: any StoreReader
  ) throws -> [StoredEnterprise] {
    let all = try all(in: reader)
    guard let wanted else { return all }
    let found = all.filter { $0.text == wanted || $0.name == wanted }
    guard !found.isEmpty else {
      throw CommandFailure(
        "the store keeps no enterprise \"\(wanted)\"; `weir enterprise list` shows those it keeps")
    }
    return found
  }

  /// The only one that is meant.
  static func one(_ wanted: String?, in reader: any StoreReader) throws -> StoredEnterprise {
    let found = try selected(wanted, in: reader)
    guard let only = found.first, found.count == 1 else {
      throw CommandFailure(
        "\(found.count) enterprises could be meant; choose one with --enterprise and its id:"
          + " `weir enterprise list` shows them")
    }
    return only
  }
}

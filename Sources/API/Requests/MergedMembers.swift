import Domain
import Wire

/// Members that a patch changed in part, as they stood when it was read.
///
/// Such a patch is right only for the version that it was merged into.
struct MergedMembers: Sendable {
  private let members: [String: JSON]
  private let representation: Representation

  /// Nil where there are none.
  init?(_ names: [String], of record: Record, _ representation: Representation) {
    guard !names.isEmpty else { return nil }
    self.representation = representation
    members = Self.members(names, of: record, representation)
  }

  func stand(in record: Record) -> Bool {
    Self.members(Array(members.keys), of: record, representation) == members
  }

  private static func members(
    _ names: [String], of record: Record, _ representation: Representation
  ) -> [String: JSON] {
    let whole = representation.tree(of: record)
    return Dictionary(uniqueKeysWithValues: names.map { ($0, whole[$0] ?? .null) })
  }
}

extension Representation {
  /// The representation as a value, for what is not hot.
  func tree(of record: Record) -> JSON {
    (try? JSON.parse(bytes(of: record))) ?? .null
  }
}

/// The kinds of record that files carry in and out.
package enum RowKind: String, CaseIterable, Sendable {
  case departments
  case contacts
  case partners
  case memberships

  /// In the order in which an export writes them.
  package var fields: [RowField] {
    switch self {
    case .departments: [.code, .name, RowField("parent", .text)]
    case .contacts:
      [
        .code, .name, RowField("departments", .placements), RowField("phones", .list),
        RowField("emails", .list), RowField("employment", .text), RowField("last_day", .text),
        RowField("custom", .custom),
      ]
    case .partners: [.code, .name, RowField("kind", .text), RowField("state", .text)]
    case .memberships:
      [
        RowField("chain", .text), RowField("partner", .text), RowField("groups", .list),
        RowField("parent", .text),
      ]
    }
  }

  /// The fields that say which record a row is about; a file has them all.
  package var keyFields: [String] {
    self == .memberships ? ["chain", "partner"] : ["code"]
  }

  /// Whether rows may name one another as parents.
  package var isTree: Bool { self == .departments || self == .memberships }

  package func field(_ name: String) -> RowField? {
    fields.first { $0.name == name }
  }
}

/// One field of a row: a member of a JSON object, or a cell under a header.
package struct RowField: Hashable, Sendable {
  package let name: String
  package let shape: Shape

  /// How a cell holds the value.
  package enum Shape: Hashable, Sendable {
    /// The cell is the text.
    case text
    /// Texts with `;` between them.
    case list
    /// `DEPARTMENT:POSITION`, the position being optional, with `;` between them.
    case placements
    /// `NAME:CLASS=VALUE` with `;` between them.
    case custom
  }

  init(_ name: String, _ shape: Shape) {
    self.name = name
    self.shape = shape
  }

  static let code = RowField("code", .text)
  static let name = RowField("name", .text)
}

/// A kind of record that the API administers, as data: commands, bodies and tables are made of it.
struct Resource: Sendable {
  /// The word in command lines.
  let noun: String
  /// The segment of the path.
  let collection: String
  let idPrefix: String
  let summary: String
  let fields: [ResourceField]
  /// Members that a list shows.
  let columns: [String]
  /// The parameter that chooses whose records are listed, and the noun of what it names.
  var scope: Scope?
  /// The member by which a person may name a record.
  var nameMember = "code"
  var isChangeable = true
  var isRemovable = true
  /// Whether removals are counted, so that a person confirms many of them.
  var isBraked = true
  let examples: Examples
  /// Commands beyond the usual ones.
  var actions: [ResourceAction] = []
  /// How a record is removed, where it is not simply removed.
  var removal: [ResourceField] = []

  struct Scope: Sendable {
    let parameter: String
    let noun: String
    let summary: String
    let isRequired: Bool
    /// Whether a code may be the same in two of them, so that a person writes SCOPE/CODE.
    var qualifiesNames = true
  }

  /// Options of a command line without the command itself.
  struct Examples: Sendable {
    let create: String
    let change: String
  }

  var path: String { "/v1/\(collection)" }

  /// Whether a text has the form of an id of this kind, so that nothing needs to be looked up.
  func isID(_ text: String) -> Bool {
    text.utf8.count == idPrefix.utf8.count + 32 && text.hasPrefix(idPrefix)
      && text.utf8.dropFirst(idPrefix.utf8.count).allSatisfy { Self.hexadecimal.contains($0) }
  }

  private static let hexadecimal = Set("0123456789abcdef".utf8)
}

/// A command on one record beyond reading, changing and removing it.
struct ResourceAction: Sendable {
  let name: String
  let summary: String
  /// What the person is told afterwards, before the record.
  let done: String
  var fields: [ResourceField] = []
}

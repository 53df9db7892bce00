import Directory
import Wire

/// What the commands on files of records are told alike.
enum FileOptions {
  static let organization = CommandOption(
    "org", .text("CODE"),
    "whose records: a partner by its code, or `enterprise` (without it: the key's own)")

  static let kind = CommandOption(
    "kind", .word(RowKind.allCases.map(\.rawValue)),
    "what is in the file (without it: as the file's name says)")

  static let format = CommandOption(
    "format", .word(["csv", "ndjson"]), "how it is written (without it: as the name says)")

  static func format(_ told: Invocation, path: String?) -> RowFile.Format? {
    told["format"].flatMap { RowFile.Format(rawValue: $0) }
      ?? path.flatMap { RowFile.Format(path: $0) }
  }

  /// `contacts.csv` and `2026-contacts-east.csv` say that they hold contacts.
  static func kind(_ told: Invocation, path: String?) -> RowKind? {
    if let word = told["kind"] { return RowKind(rawValue: word) }
    let name = path?.split(separator: "/").last?.lowercased() ?? ""
    let parts = name.split { !$0.isLetter }.map(String.init)
    let named = RowKind.allCases.filter { parts.contains($0.rawValue) }
    return named.count == 1 ? named.first : nil
  }

  /// The parameter that says whose records are meant.
  static func query(_ told: Invocation, _ session: ClientSession) throws -> [QueryItem] {
    guard let text = told[organization.name], text != "enterprise" else { return [] }
    return [QueryItem("organization", try session.references.id("partner", text))]
  }
}

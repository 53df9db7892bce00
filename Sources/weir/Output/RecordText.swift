import Wire

/// The members of a JSON record in words for a person.
enum RecordText {
  /// One line for each member, those within members named by their path.
  static func fields(of record: JSON, under prefix: String = "") -> [(String, String)] {
    (record.object ?? [:]).flatMap { member -> [(String, String)] in
      let name = prefix + member.name
      guard let object = member.value.object, !object.isEmpty else {
        return [(name, cell(member.value))]
      }
      return fields(of: member.value, under: name + ".")
    }
  }

  /// A value on one line.
  static func cell(_ value: JSON) -> String {
    switch value {
    case .null: ""
    case .bool(let value): value ? "yes" : "no"
    case .integer, .number: value.description
    case .string(let text): text
    case .array(let elements): elements.map(cell).filter { !$0.isEmpty }.joined(separator: ", ")
    case .object(let object):
      object.map { ($0.name, cell($0.value)) }.filter { !$0.1.isEmpty }
        .map { "\($0.0)=\($0.1)" }.joined(separator: " ")
    }
  }

  /// A table of records with these members as columns.
  static func table(of records: [JSON], columns: [String]) -> TextTable {
    TextTable(
      heading: columns.map { String($0.map { $0 == "_" ? " " : $0 }) },
      rows: records.map { record in
        columns.map { column in
          // The last one pads nothing, so it may say more.
          TextTable.cut(cell(record[column] ?? .null), to: column == columns.last ? 240 : 80)
        }
      })
  }
}

import Directory
import Wire

extension Example {
  /// A file of the example, as bytes.
  struct File {
    let name: String
    let bytes: [UInt8]
  }

  /// The name of the file that brings in all others.
  static let setupName = "enterprise.ndjson"

  /// Tables as `weir import` reads them, and the file for `weir apply` that brings everything in.
  var files: [File] {
    RowKind.allCases.map { File(name: "\($0.rawValue).csv", bytes: table(of: $0)) }
      + [File(name: Self.setupName, bytes: Self.text(of: setup))]
  }

  /// The lines of the setup file, in an order in which nothing is named before it is there.
  var setup: [JSON] {
    let tables: [RowKind] = [.partners, .memberships, .departments, .contacts]
    let imports = tables.map { kind -> JSON in
      ["import": ["file": .string("\(kind.rawValue).csv"), "kind": .string(kind.rawValue)]]
    }
    return structure + imports + staff + rules + endpoints
  }

  /// One object on each line.
  static func text(of lines: [JSON]) -> [UInt8] {
    Array(lines.flatMap { $0.bytes + [UInt8(ascii: "\n")] })
  }

  private func table(of kind: RowKind) -> [UInt8] {
    var writer = CSVWriter()
    writer.record(kind.fields.map(\.name))
    for row in rows(of: kind) {
      writer.record(kind.fields.map { $0.cell(of: row[$0.name] ?? .null) })
    }
    return writer.bytes
  }

  private func rows(of kind: RowKind) -> [JSONObject] {
    switch kind {
    case .departments:
      departments.map { row in
        [
          "code": .string(row.code), "name": .string(row.name),
          "parent": row.parent.map { .string($0) } ?? .null,
        ]
      }
    case .contacts: contacts.map(\.members)
    case .partners:
      partners.map { row in
        [
          "code": .string(row.code), "name": .string(row.name), "kind": .string(row.kind),
          "state": "active",
        ]
      }
    case .memberships:
      memberships.map { row in
        [
          "chain": .string(row.chain), "partner": .string(row.partner),
          "groups": [.string(row.group)], "parent": row.parent.map { .string($0) } ?? .null,
        ]
      }
    }
  }
}

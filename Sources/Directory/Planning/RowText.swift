package import Domain
package import Wire

/// Records in the form of rows: what they refer to is named by codes.
package struct RowText<State: DirectoryState> {
  private let state: State

  package init(in state: State) {
    self.state = state
  }

  /// The values of some fields of a record; errors of the state pass through.
  package func members(_ fields: [String], of record: Record) throws -> JSONObject {
    var result = JSONObject()
    for field in fields { result[field] = try value(of: field, in: record) }
    return result
  }

  private func value(of field: String, in record: Record) throws -> JSON {
    switch record {
    case .department(let record):
      field == "name" ? .string(record.name.text) : try text(code(of: record.parent, .department))
    case .contact(let record): try value(of: field, in: record)
    case .partner(let record):
      switch field {
      case "name": .string(record.name.text)
      case "kind": .string(record.kind.name)
      default: .string(record.state.name)
      }
    case .membership(let record):
      field == "parent"
        ? try text(partner(of: record.parent))
        : .array(try record.groups.map { try text(code(of: $0, .group)) })
    case .enterprise, .chain, .group, .rule, .endpoint, .key, .stagedChange, .agreement, .link:
      .null
    }
  }

  private func value(of field: String, in contact: Contact) throws -> JSON {
    switch field {
    case "name": return .string(contact.name.text)
    case "departments": return .array(try contact.placements.map(placement))
    case "phones": return .array(contact.phones.map { .string($0.text) })
    case "emails": return .array(contact.emails.map { .string($0.text) })
    case "employment": return .string(contact.employment.name)
    case "last_day": return text(contact.lastDay?.description)
    case "custom":
      var fields = JSONObject()
      for field in contact.custom {
        fields[field.name] = [
          "value": .string(field.value), "class": .string(field.fieldClass.name),
        ]
      }
      return .object(fields)
    default: return .null
    }
  }

  private func placement(_ placement: Contact.Placement) throws -> JSON {
    var result: JSONObject = [
      "department": text(try code(of: placement.department, .department))
    ]
    if let position = placement.position { result["position"] = .string(position.text) }
    return .object(result)
  }

  private func code<Subject>(of id: Identifier<Subject>?, _ kind: RecordKind) throws -> String? {
    guard let id, let record = try state.record(id.record, kind) else { return nil }
    return record.uniqueName(in: state.enterprise).text
  }

  private func partner(of id: MembershipID?) throws -> String? {
    guard let id, case .membership(let above)? = try state.record(id.record, .membership)
    else { return nil }
    return try code(of: above.partner, .partner)
  }

  private func text(_ text: String?) -> JSON {
    text.map { .string($0) } ?? .null
  }
}

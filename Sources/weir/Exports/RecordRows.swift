import Directory
import Wire

/// The records of a listing in the form of rows: what they refer to is named by codes.
struct RecordRows {
  private let api: APIClient
  private let kind: RowKind
  private let query: [QueryItem]

  init(_ api: APIClient, _ kind: RowKind, _ query: [QueryItem]) {
    self.api = api
    self.kind = kind
    self.query = query
  }

  /// Gives one row after the other, page by page; only the codes of structure are kept.
  func each(_ body: (JSONObject) throws -> Void) throws {
    switch kind {
    case .departments:
      let codes = try codes("/v1/departments", query)
      try records("/v1/departments", query) { record in
        try requireOwn(record)
        try body(row(record, ["parent": code(record["parent"], codes)]))
      }
    case .contacts:
      let codes = try codes("/v1/departments", query)
      try records("/v1/contacts", query) { record in
        try requireOwn(record)
        let placements = (record["departments"]?.array ?? []).map { placement -> JSON in
          var result = placement.object ?? [:]
          result["department"] = code(placement["department"], codes)
          return .object(result)
        }
        try body(row(record, ["departments": .array(placements)]))
      }
    case .partners:
      try records("/v1/partners", query) { record in
        // A partner is told of those beside it in a chain too, by name only: they are not its own.
        if record["state"] != nil { try body(row(record, [:])) }
      }
    case .memberships: try memberships(body)
    }
  }

  private func memberships(_ body: (JSONObject) throws -> Void) throws {
    let partners = try codes("/v1/partners", [])
    for chain in try Pages(api).all("/v1/chains", []) {
      let scope = [QueryItem("chain", chain["id"]?.string ?? "")]
      let groups = try codes("/v1/groups", scope)
      let places = try codes("/v1/memberships", scope, member: "partner")
      try records("/v1/memberships", scope) { record in
        let parent = record["parent"]?.string.flatMap { places[$0] }.flatMap { partners[$0] }
        try body(
          row(
            record,
            [
              "chain": chain["code"] ?? .null, "partner": code(record["partner"], partners),
              "groups": .array((record["groups"]?.array ?? []).map { code($0, groups) }),
              "parent": parent.map { .string($0) } ?? .null,
            ]))
      }
    }
  }

  private func records(
    _ path: String, _ query: [QueryItem], _ body: (JSON) throws -> Void
  ) throws {
    try Pages(api).each(path, query) { page in
      for record in page { try body(record) }
    }
  }

  /// By id, the code of each record of a listing, or another text of it.
  private func codes(
    _ path: String, _ query: [QueryItem], member: String = "code"
  ) throws -> [String: String] {
    var codes: [String: String] = [:]
    try records(path, query) { record in
      guard let id = record["id"]?.string else { return }
      codes[id] = record[member]?.string
    }
    return codes
  }

  private func code(_ id: JSON?, _ codes: [String: String]) -> JSON {
    id?.string.flatMap { codes[$0] }.map { .string($0) } ?? .null
  }

  /// The record's members that are fields, some of them in other words.
  private func row(_ record: JSON, _ others: JSONObject) -> JSONObject {
    var row = JSONObject()
    for field in kind.fields { row[field.name] = others[field.name] ?? record[field.name] ?? .null }
    return row
  }

  /// What another organization shows of a record may leave fields out, and is not the record.
  private func requireOwn(_ record: JSON) throws {
    guard record["contract"] == nil else {
      throw CommandFailure(
        "these are another organization's \(kind.rawValue), as far as it shows them; export them"
          + " with a key of its own")
    }
  }
}

import Wire

/// What one bearer finds under codes, each listing being read once.
final class KnownRecords {
  let api: APIClient
  private var kept: [String: [String: JSON]] = [:]
  /// Names of records that would be there by now, in a dry run.
  private var planned: [String: Set<String>] = [:]
  /// Whether whoever asks would only come to be, so that nothing can be there yet.
  private let isPlanned: Bool

  init(_ api: APIClient, isPlanned: Bool = false) {
    self.api = api
    self.isPlanned = isPlanned
  }

  /// The record of a name; `scope` is the id of the chain or party that has it, nil for the bearer's
  /// own.
  func record(_ resource: Resource, _ name: String, in scope: String?) throws -> JSON? {
    if let record = try listing(resource, scope)[name] { return record }
    guard planned[Self.key(resource, scope)]?.contains(name) ?? false else { return nil }
    return [
      "id": .string(Self.plannedID(resource, name)), resource.nameMember: .string(name),
    ]
  }

  /// Takes note of a record that would be there from now on.
  func plan(_ resource: Resource, _ name: String, in scope: String?) {
    planned[Self.key(resource, scope), default: []].insert(name)
  }

  /// Whether an id stands for a record that would only come to be.
  static func isPlanned(_ id: String) -> Bool { id.hasPrefix(plannedMark) }

  /// Stands in no id that a gateway gives out.
  private static let plannedMark = "planned "

  private static func plannedID(_ resource: Resource, _ name: String) -> String {
    "\(plannedMark)\(resource.noun) \(name)"
  }

  /// Takes note of a record as it is now.
  func keep(_ record: JSON, of resource: Resource, in scope: String?) {
    guard let name = record[resource.nameMember]?.string else { return }
    kept[Self.key(resource, scope), default: [:]][name] = record
  }

  /// Reads the listings of a kind anew when they are needed again.
  func forget(_ resource: Resource) {
    kept = kept.filter { !$0.key.hasPrefix(resource.noun + " ") }
  }

  /// The id of a record that a text names: its code, `CHAIN/CODE`, or an id; nil if there is none.
  func id(_ noun: String, _ text: String, in chain: String?) throws -> String? {
    guard let resource = Resource.all.first(where: { $0.noun == noun }), !resource.isID(text) else {
      return text
    }
    guard resource.scope?.noun == Resource.chain.noun else {
      return try record(resource, text, in: nil)?["id"]?.string
    }
    var chain = chain
    var name = text
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    if parts.count == 2 {
      chain = try id(Resource.chain.noun, parts[0], in: nil)
      name = parts[1]
    }
    guard let chain else { return nil }
    // A membership has no code of its own: its partner's names it.
    if resource.nameMember == Resource.partner.noun {
      guard let partner = try id(Resource.partner.noun, name, in: nil) else { return nil }
      name = partner
    }
    return try record(resource, name, in: chain)?["id"]?.string
  }

  private func listing(_ resource: Resource, _ scope: String?) throws -> [String: JSON] {
    let key = Self.key(resource, scope)
    if let listing = kept[key] { return listing }
    guard !isPlanned, !(scope.map(Self.isPlanned) ?? false) else { return [:] }
    let query = resource.scope.flatMap { kind in scope.map { [QueryItem(kind.parameter, $0)] } }
    let records = try Pages(api).all(resource.path, query ?? [])
    let pairs = records.compactMap { record in
      record[resource.nameMember]?.string.map { ($0, record) }
    }
    let listing = Dictionary(pairs, uniquingKeysWith: { $1 })
    kept[key] = listing
    return listing
  }

  private static func key(_ resource: Resource, _ scope: String?) -> String {
    resource.noun + " " + (scope ?? "")
  }
}

extension KnownRecords {
  /// A body whose references are codes, with ids in their place.
  func resolved(_ body: JSONObject, of resource: Resource) throws -> JSONObject {
    var result = JSON.object(body)
    let chain = try body["chain"]?.string.flatMap { try id(Resource.chain.noun, $0, in: nil) }
    for field in resource.fields {
      result = try Self.changing(field.member[...], of: result) { value in
        try self.resolved(value, field, chain)
      }
    }
    return result.object ?? [:]
  }

  private func resolved(_ value: JSON, _ field: ResourceField, _ chain: String?) throws -> JSON {
    switch field.form {
    case .reference(let noun), .optionalReference(let noun):
      return try value.string.map { .string(try required(noun, $0, chain)) } ?? value
    case .references(let noun), .optionalReferences(let noun):
      return try value.array.map { elements in
        .array(
          try elements.map { element in
            try element.string.map { .string(try required(noun, $0, chain)) } ?? element
          })
      } ?? value
    case .placements:
      return try value.array.map { elements in .array(try elements.map { try placement($0) }) }
        ?? value
    case .tiers:
      return try value.array.map { elements in .array(try elements.map { try tier($0) }) } ?? value
    case .text, .optionalText, .optionalTime, .integer, .flag, .texts, .optionalTexts, .custom,
      .levels, .json:
      return value
    }
  }

  private func placement(_ value: JSON) throws -> JSON {
    guard var object = value.object, let department = object["department"]?.string else {
      return value
    }
    object["department"] = .string(try required(Resource.department.noun, department, nil))
    return .object(object)
  }

  private func tier(_ value: JSON) throws -> JSON {
    guard var object = value.object, let chain = object["chain"]?.string else { return value }
    object["chain"] = .string(try required(Resource.chain.noun, chain, nil))
    return .object(object)
  }

  private func required(_ noun: String, _ text: String, _ chain: String?) throws -> String {
    guard let id = try id(noun, text, in: chain) else { throw UnknownName(noun: noun, text: text) }
    return id
  }

  private static func changing(
    _ path: ArraySlice<String>, of value: JSON, _ change: (JSON) throws -> JSON
  ) rethrows -> JSON {
    guard let name = path.first else { return try change(value) }
    guard var object = value.object, let member = object[name] else { return value }
    object[name] = try changing(path.dropFirst(), of: member, change)
    return .object(object)
  }
}

/// A code that nothing has.
struct UnknownName: Error, CustomStringConvertible {
  let noun: String
  let text: String

  var description: String {
    "there is no \(noun) \"\(text)\"; put it on a line before this one, or mend the code"
  }
}

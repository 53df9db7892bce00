import Wire

/// Finds the ids of records that a person named by their codes.
///
/// A text with the form of an id is taken as one. `SCOPE/CODE` names a record in a chain, or of a
/// partner, where the code alone does not do.
final class References {
  private let list: (Resource, [QueryItem]) throws -> [JSON]
  private var kept: [String: [JSON]] = [:]

  /// `list` gives all records of a listing.
  init(list: @escaping (Resource, [QueryItem]) throws -> [JSON]) {
    self.list = list
  }

  /// `scope` is the id of the chain or organization to look in, if one is known.
  func id(_ noun: String, _ text: String, within scope: String? = nil) throws -> String {
    guard let resource = Resource.all.first(where: { $0.noun == noun }), !resource.isID(text) else {
      return text
    }
    var found = try matches(text, of: resource, within: scope)
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    if found.isEmpty, parts.count == 2, let kind = resource.scope, kind.qualifiesNames {
      let named = try id(kind.noun, parts[0])
      found = try matches(parts[1], of: resource, within: named)
    }
    guard let only = found.first else { throw Self.unknown(text, resource) }
    guard found.count == 1 else { throw Self.ambiguous(text, resource, found.count) }
    return only
  }

  private func matches(
    _ text: String, of resource: Resource, within scope: String?
  ) throws -> [String] {
    var wanted = text
    if resource.nameMember == "partner" {
      // A membership has no code of its own: its partner's names it.
      guard let partner = try? id("partner", text) else { return [] }
      wanted = partner
    }
    if resource.noun == Resource.link.noun {
      guard let contact = try? id(Resource.contact.noun, text) else { return [] }
      wanted = contact
    }
    return try queries(of: resource, within: scope).flatMap { query in
      try records(of: resource, query)
        .filter { $0[resource.nameMember]?.string == wanted }
        .compactMap { $0["id"]?.string }
    }
  }

  /// Where no scope is known but one is needed, all are looked through.
  private func queries(of resource: Resource, within scope: String?) throws -> [[QueryItem]] {
    guard let kind = resource.scope else { return [[]] }
    if let scope { return [[QueryItem(kind.parameter, scope)]] }
    guard kind.isRequired else { return [[]] }
    return try records(of: .chain, []).compactMap { $0["id"]?.string }
      .map { [QueryItem(kind.parameter, $0)] }
  }

  private func records(of resource: Resource, _ query: [QueryItem]) throws -> [JSON] {
    let name = resource.path + "?" + QueryItems(query).description
    if let records = kept[name] { return records }
    let records = try list(resource, query)
    kept[name] = records
    return records
  }

  private static func unknown(_ text: String, _ resource: Resource) -> CommandFailure {
    let scope = resource.scope.map { scope in
      scope.isRequired ? " --\(scope.parameter) ..." : " [--\(scope.parameter) ...]"
    }
    return CommandFailure(
      "there is no \(resource.noun) \"\(text)\" here; `weir \(resource.noun) list\(scope ?? "")`"
        + " shows those there are")
  }

  private static func ambiguous(
    _ text: String, _ resource: Resource, _ count: Int
  ) -> CommandFailure {
    let scope = (resource.scope?.noun ?? "scope").uppercased()
    return CommandFailure(
      "\(count) \(resource.collection) are called \"\(text)\"; write \(scope)/\(text), or the id")
  }
}

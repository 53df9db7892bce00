import Wire

/// Makes the body of a request from what a command was told.
struct BodyBuilder {
  let fields: [ResourceField]
  let told: Invocation
  /// The id of a record that a person named: noun, text, and the id of the scope if one is known.
  let resolve: (String, String, String?) throws -> String

  /// The members of `data` with those of the options set over them.
  func body(over data: JSONObject = [:]) throws -> JSON {
    var body = JSON.object(data)
    let scope = try scope()
    for field in fields where told.has(field.option.name) {
      let value = try value(of: field, within: scope)
      body = Self.setting(field.member[...], of: body, to: value)
    }
    return body
  }

  private static func setting(_ path: ArraySlice<String>, of value: JSON, to new: JSON) -> JSON {
    guard let name = path.first else { return new }
    var object = value.object ?? [:]
    object[name] = setting(path.dropFirst(), of: object[name] ?? .null, to: new)
    return .object(object)
  }

  /// Groups and memberships are looked for in the chain that is named beside them.
  private func scope() throws -> String? {
    guard fields.contains(where: { $0.form == .reference("chain") }) else { return nil }
    return try told["chain"].map { try resolve("chain", $0, nil) }
  }

  private func value(of field: ResourceField, within scope: String?) throws -> JSON {
    let texts = told.all(field.option.name)
    let text = texts.last ?? ""
    switch field.form {
    case .text: return .string(text)
    case .optionalText: return text.isEmpty ? .null : .string(text)
    case .optionalTime: return text.isEmpty ? .null : .string(try Self.time(text, of: field.option))
    case .integer: return .integer(Int64(text) ?? 0)
    case .flag: return .bool(text == "yes" || text == "true")
    case .texts: return .array(Self.listed(texts).map { .string($0) })
    case .optionalTexts:
      return texts == [""] ? .null : .array(texts.map { .string($0) })
    case .reference(let noun): return .string(try id(noun, text, scope))
    case .optionalReference(let noun):
      return text.isEmpty ? .null : .string(try id(noun, text, scope))
    case .references(let noun):
      return .array(try Self.listed(texts).map { .string(try id(noun, $0, scope)) })
    case .optionalReferences(let noun):
      return texts == [""] ? .null : .array(try texts.map { .string(try id(noun, $0, scope)) })
    case .placements: return .array(try Self.listed(texts).map(placement))
    case .tiers: return .array(try Self.listed(texts).map(tier))
    case .custom: return try object(texts, custom)
    case .levels: return try object(texts) { $1.isEmpty ? .null : .string($1) }
    case .json: return try Self.json(text, of: field.option)
    }
  }

  private func id(_ noun: String, _ text: String, _ chain: String?) throws -> String {
    let resource = Resource.all.first { $0.noun == noun }
    return try resolve(noun, text, resource?.scope?.noun == "chain" ? chain : nil)
  }

  /// One empty text says that there is nothing.
  private static func listed(_ texts: [String]) -> [String] {
    texts == [""] ? [] : texts
  }

  private func placement(_ text: String) throws -> JSON {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let department = try resolve("department", String(parts[0]), nil)
    var object: JSONObject = ["department": .string(department)]
    if parts.count == 2 { object["position"] = .string(String(parts[1])) }
    return .object(object)
  }

  /// The depth stands after the last colon: codes may have colons too.
  private func tier(_ text: String) throws -> JSON {
    guard let colon = text.lastIndex(of: ":"),
      let depth = Int64(text[text.index(after: colon)...])
    else { throw UsageError("--tier \(text) says no depth; write --tier CHAIN:2") }
    return [
      "chain": .string(try resolve("chain", String(text[..<colon]), nil)),
      "tier": .integer(depth),
    ]
  }

  /// The class stands after the last colon: values such as URLs have colons too.
  private func custom(_ name: String, _ text: String) throws -> JSON {
    guard !text.isEmpty else { return .null }
    guard let colon = text.lastIndex(of: ":") else {
      throw UsageError(
        "--custom \(name) says no class; write --custom \(name)=VALUE:public, :business or"
          + " :personal")
    }
    return [
      "value": .string(String(text[..<colon])),
      "class": .string(String(text[text.index(after: colon)...])),
    ]
  }

  private func object(
    _ texts: [String], _ value: (String, String) throws -> JSON
  ) throws -> JSON {
    var object = JSONObject()
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw UsageError("\"\(text)\" must be NAME=VALUE") }
      object[String(parts[0])] = try value(String(parts[0]), String(parts[1]))
    }
    return .object(object)
  }

  private static func time(_ text: String, of option: CommandOption) throws -> String {
    guard Timestamp(rfc3339: text) != nil else {
      throw UsageError(
        "--\(option.name) \(text) is no time; write date, time and zone, as in"
          + " 2026-12-31T18:00:00Z or 2027-01-01T02:00:00+08:00")
    }
    return text
  }

  private static func json(_ text: String, of option: CommandOption) throws -> JSON {
    do {
      return try JSON(parsing: text)
    } catch {
      throw UsageError("--\(option.name) is not JSON: \(error)")
    }
  }
}

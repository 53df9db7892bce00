import Wire

/// Holds values against JSON Schema 2020-12, as far as the contract uses it.
///
/// A keyword that it does not know is a finding, so that nothing is passed over in silence.
final class SchemaChecker {
  private let document: JSON
  private var patterns: [String: Regex<AnyRegexOutput>] = [:]

  private static let annotations: Set<String> = ["description", "format", "default", "title"]

  init(document: JSON) {
    self.document = document
  }

  /// What a reference leads to; the value itself where it is none.
  func resolved(_ value: JSON) -> JSON {
    guard let reference = value["$ref"]?.string else { return value }
    let pointer = JSONPointer(parsing: String(reference.dropFirst()))
    return pointer?.value(in: document).map(resolved) ?? .null
  }

  /// Everything that the schema does not allow in the value.
  func findings(_ value: JSON, _ schema: JSON, at pointer: JSONPointer = .root) -> [String] {
    guard let keywords = schema.object else {
      return schema.bool == false ? ["\(pointer) is not allowed"] : []
    }
    return keywords.flatMap { keyword in
      findings(value, keyword.name, keyword.value, among: keywords, at: pointer)
    }
  }

  private func findings(
    _ value: JSON, _ keyword: String, _ rule: JSON, among keywords: JSONObject,
    at pointer: JSONPointer
  ) -> [String] {
    func finding(_ isMet: Bool) -> [String] {
      isMet ? [] : ["\(pointer) does not meet \(keyword) \(rule): \(value)"]
    }
    switch keyword {
    case "$ref": return findings(value, resolved(["$ref": rule]), at: pointer)
    case "type": return finding(Self.isOf(rule, value))
    case "const": return finding(value == rule)
    case "enum": return finding(rule.array?.contains(value) ?? false)
    case "allOf": return (rule.array ?? []).flatMap { findings(value, $0, at: pointer) }
    case "anyOf": return matching(value, rule) > 0 ? [] : explain(value, rule, at: pointer)
    case "oneOf": return finding(matching(value, rule) == 1)
    case "properties", "required", "additionalProperties", "propertyNames", "minProperties",
      "maxProperties":
      return members(value, keyword, rule, among: keywords, at: pointer)
    case "items", "minItems", "maxItems", "uniqueItems":
      return elements(value, keyword, rule, at: pointer)
    case "minLength": return finding(length(value).map { $0 >= number(rule) } ?? true)
    case "maxLength": return finding(length(value).map { $0 <= number(rule) } ?? true)
    case "pattern": return finding(value.string.map { matches($0, rule) } ?? true)
    case "minimum": return finding(value.number.map { $0 >= rule.number ?? 0 } ?? true)
    case "maximum": return finding(value.number.map { $0 <= rule.number ?? 0 } ?? true)
    case _ where Self.annotations.contains(keyword): return []
    default: return ["\(keyword) is no keyword that this checker knows"]
    }
  }

  private func members(
    _ value: JSON, _ keyword: String, _ rule: JSON, among keywords: JSONObject,
    at pointer: JSONPointer
  ) -> [String] {
    guard let object = value.object else { return [] }
    switch keyword {
    case "properties":
      return object.flatMap { member in
        rule[member.name].map {
          findings(member.value, $0, at: pointer.appending(member.name))
        } ?? []
      }
    case "required":
      return (rule.array ?? []).compactMap(\.string).filter { object[$0] == nil }
        .map { "\(pointer.appending($0)) is missing" }
    case "additionalProperties":
      let known = keywords["properties"]?.object?.names ?? []
      return object.filter { !known.contains($0.name) }
        .flatMap { findings($0.value, rule, at: pointer.appending($0.name)) }
    case "propertyNames":
      return object.names.flatMap { findings(.string($0), rule, at: pointer.appending($0)) }
    case "minProperties":
      return object.count >= number(rule) ? [] : ["\(pointer) has too few members"]
    default:
      return object.count <= number(rule) ? [] : ["\(pointer) has too many members"]
    }
  }

  private func elements(
    _ value: JSON, _ keyword: String, _ rule: JSON, at pointer: JSONPointer
  ) -> [String] {
    guard let array = value.array else { return [] }
    switch keyword {
    case "items":
      return array.enumerated().flatMap { findings($1, rule, at: pointer.appending($0)) }
    case "minItems":
      return array.count >= number(rule) ? [] : ["\(pointer) has too few elements"]
    case "maxItems":
      return array.count <= number(rule) ? [] : ["\(pointer) has too many elements"]
    default:
      let isMet = rule.bool != true || Set(array).count == array.count
      return isMet ? [] : ["\(pointer) has an element twice"]
    }
  }

  private func matching(_ value: JSON, _ choices: JSON) -> Int {
    (choices.array ?? []).count { findings(value, $0).isEmpty }
  }

  private func explain(_ value: JSON, _ choices: JSON, at pointer: JSONPointer) -> [String] {
    ["\(pointer) meets none of the choices"]
      + (choices.array ?? []).flatMap { findings(value, $0, at: pointer) }
  }

  private static func isOf(_ type: JSON, _ value: JSON) -> Bool {
    let names = type.array?.compactMap(\.string) ?? [type.string ?? ""]
    return names.contains { name in
      name == "integer" ? value.integer != nil : name == value.kind
    }
  }

  private func length(_ value: JSON) -> Int? { value.string?.unicodeScalars.count }

  private func number(_ rule: JSON) -> Int { rule.integer.map(Int.init) ?? 0 }

  private func matches(_ text: String, _ rule: JSON) -> Bool {
    guard let source = rule.string else { return false }
    if patterns[source] == nil {
      patterns[source] = (try? Regex(source))?.matchingSemantics(.unicodeScalar)
    }
    guard let pattern = patterns[source] else { return false }
    return ((try? pattern.firstMatch(in: text)) ?? nil) != nil
  }
}

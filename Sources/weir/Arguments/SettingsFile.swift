import Wire

/// Settings from one JSON file; a member that no command knows is an error.
struct SettingsFile: Equatable {
  let path: String
  /// By member name, as texts.
  private(set) var values: [String: [String]] = [:]

  init(path: String, content: [UInt8], known: [CommandOption]) throws(UsageError) {
    self.path = path
    for member in try Self.members(content, path) {
      guard let option = known.first(where: { $0.memberName == member.name }) else {
        throw Self.unknown(member.name, path, known)
      }
      values[member.name] = try Self.texts(member.value, of: option, path)
    }
  }

  private static func members(
    _ content: [UInt8], _ path: String
  ) throws(UsageError) -> JSONObject {
    let value: JSON
    do {
      value = try JSON.parse(content)
    } catch {
      throw UsageError("\(path) is not JSON: \(error)")
    }
    guard let object = value.object else {
      throw UsageError("\(path) must hold a JSON object, such as {\"store\": \"weir.db\"}")
    }
    return object
  }

  private static func texts(
    _ value: JSON, of option: CommandOption, _ path: String
  ) throws(UsageError) -> [String] {
    let elements = option.isRepeatable ? value.array ?? [value] : [value]
    var texts: [String] = []
    for element in elements {
      let text = element.string ?? element.integer.map(String.init) ?? element.bool.map { "\($0)" }
      let problem = text.map { option.problem(in: $0) } ?? "must be a text, a number or a boolean"
      if let problem {
        let suggestion = text.map { option.suggestion(for: $0) } ?? ""
        throw UsageError("\(option.memberName) in \(path) \(problem)\(suggestion)")
      }
      if let text { texts.append(text) }
    }
    return texts
  }

  private static func unknown(
    _ name: String, _ path: String, _ known: [CommandOption]
  ) -> UsageError {
    let names = Set(known.map(\.memberName)).sorted()
    let hint =
      NearestName.of(name, among: names).map { "did you mean \($0)?" }
      ?? "known are " + names.joined(separator: ", ")
    return UsageError("\(path) has a member \(name) that is no setting; \(hint)")
  }
}

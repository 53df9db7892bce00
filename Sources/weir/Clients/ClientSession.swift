import Wire

/// One command's dealings with the API.
final class ClientSession {
  let told: Invocation
  let console: Console
  let api: APIClient
  private(set) lazy var references = References { [api] resource, query in
    try Pages(api).all(resource.path, query)
  }

  init(_ told: Invocation, _ console: Console, api: APIClient? = nil) throws {
    self.told = told
    self.console = console
    self.api = try api ?? APIClient(told)
  }

  /// The path of the record that the first operand names.
  func path(of resource: Resource) throws -> String {
    let id = try references.id(resource.noun, told.operands[0])
    return "\(resource.path)/\(PercentCoding.encode(id))"
  }

  /// The body that the options and `--data` say.
  func body(_ fields: [ResourceField]) throws -> JSON {
    let builder = BodyBuilder(fields: fields, told: told) { [references] noun, text, scope in
      try references.id(noun, text, within: scope)
    }
    return try builder.body(over: data())
  }

  private func data() throws -> JSONObject {
    guard let text = told["data"] else { return [:] }
    let bytes: [UInt8]
    if text == "-" {
      bytes = try InputFile.bytes(at: "-")
    } else if text.hasPrefix("@") {
      bytes = try InputFile.bytes(at: String(text.dropFirst()))
    } else {
      bytes = Array(text.utf8)
    }
    let value: JSON
    do {
      value = try JSON.parse(bytes)
    } catch {
      throw UsageError("--data is not JSON: \(error)")
    }
    guard let object = value.object else { throw UsageError("--data must be a JSON object") }
    return object
  }

  /// The record of an answer with its entity tag, under a sentence; secrets that are shown once come
  /// last.
  func show(_ answer: APIAnswer, _ done: String? = nil) {
    var record = answer.json.object ?? [:]
    if let tag = answer.entityTag { record["etag"] = .string(tag) }
    guard !told.wantsJSON else {
      if !answer.body.isEmpty { console.say(JSON.object(record).description) }
      return
    }
    if let done { console.say(done) }
    let secrets = Self.onceShown.filter { record[$0]?.string != nil }
    let texts = secrets.compactMap { record[$0]?.string }
    for name in secrets { record[name] = nil }
    console.say(FieldList(RecordText.fields(of: .object(record))).lines)
    for (name, text) in zip(secrets, texts) {
      console.say(["", "\(Self.title(name)), shown this once:", "  \(text)"])
    }
  }

  private static let onceShown = ["secret", "key"]

  private static func title(_ name: String) -> String {
    name == "key" ? "API key" : "Signing secret"
  }
}

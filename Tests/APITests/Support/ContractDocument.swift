import API
import Wire

/// The published contract, and what it says of one answer.
final class ContractDocument {
  static let json = Result { try JSON.parse(Contract.openAPI) }

  let document: JSON
  let checker: SchemaChecker

  struct Operation: Hashable {
    let method: String
    let template: String
    let id: String
  }

  init() throws {
    document = try Self.json.get()
    checker = SchemaChecker(document: document)
  }

  private static let methods = ["get", "post", "patch", "delete", "put"]

  var operations: Set<Operation> {
    Set(
      (document["paths"]?.object ?? [:]).flatMap { path in
        Self.methods.compactMap { method in
          path.value[method].map { operation in
            Operation(
              method: method.uppercased(), template: path.name,
              id: operation["operationId"]?.string ?? "")
          }
        }
      })
  }

  func operation(_ method: HTTPMethod, _ target: HTTPTarget) -> JSON? {
    let segments = target.path.split(separator: "/", omittingEmptySubsequences: false)
    let path = document["paths"]?.object?.first { path in
      let template = path.name.split(separator: "/", omittingEmptySubsequences: false)
      return template.count == segments.count
        && zip(template, segments).allSatisfy { $0 == "{id}" || $0 == $1 }
    }
    return path?.value[(method == .head ? "get" : method.name.lowercased())]
  }

  func operation(id: String) -> JSON? {
    operations.first { $0.id == id }.flatMap {
      document["paths"]?[$0.template]?[$0.method.lowercased()]
    }
  }

  /// The schema of an operation's JSON body, if it takes one.
  func bodySchema(of id: String) -> JSON? {
    operation(id: id)?["requestBody"]?["content"]?["application/json"]?["schema"]
      .map(checker.resolved)
  }

  /// Everything about an answer that the contract does not allow.
  func findings(
    _ method: HTTPMethod, _ target: HTTPTarget, _ response: HTTPResponse
  ) -> [String] {
    guard let operation = operation(method, target) else {
      let schema: JSON = ["$ref": "#/components/schemas/Problem"]
      return [404, 405].contains(response.status.code)
        ? body(response, schema) : ["no operation, but \(response.status)"]
    }
    let answer = operation["responses"]?["\(response.status)"].map(checker.resolved)
    guard let answer else { return ["status \(response.status) is not in the contract"] }
    return headers(response, answer) + content(response, answer)
  }

  private func headers(_ response: HTTPResponse, _ answer: JSON) -> [String] {
    (answer["headers"]?.object ?? [:]).flatMap { header -> [String] in
      let rule = checker.resolved(header.value)
      let text = HTTPFieldName(header.name).flatMap { response.fields.first($0) }
      guard let text else { return rule["required"] == true ? ["\(header.name) is missing"] : [] }
      return checker.findings(.string(text), rule["schema"] ?? true)
    }
  }

  private func content(_ response: HTTPResponse, _ answer: JSON) -> [String] {
    guard let content = answer["content"]?.object else {
      return response.body.isEmpty ? [] : ["a body where there is none"]
    }
    let type = response.fields.first(.contentType) ?? ""
    guard let schema = content[type]?["schema"] else { return ["\(type) is not in the contract"] }
    return body(response, schema)
  }

  private func body(_ response: HTTPResponse, _ schema: JSON) -> [String] {
    guard let value = try? JSON.parse(response.body) else { return ["the body is not JSON"] }
    return checker.findings(value, schema)
  }
}

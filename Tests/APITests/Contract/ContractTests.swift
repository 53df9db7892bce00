@testable import API
import Testing
import Wire

/// The contract and the program say the same.
@Suite struct ContractTests {
  @Test func `every route has its operation and every operation its route`() throws {
    let routes = Route.table.map {
      ContractDocument.Operation(method: $0.method.name, template: $0.template, id: $0.operation)
    }
    let operations = try ContractDocument().operations
    #expect(Set(routes).subtracting(operations).isEmpty, "routes without an operation")
    #expect(operations.subtracting(routes).isEmpty, "operations without a route")
    #expect(Set(routes).count == routes.count)
    #expect(Set(routes.map(\.id)).count == routes.count)
  }

  @Test(arguments: Route.table.filter { !$0.query.isEmpty }.map(\.operation))
  func `the parameters of a query are those of the contract`(operation: String) throws {
    let contract = try ContractDocument()
    let route = try #require(Route.table.first { $0.operation == operation })
    let parameters = (contract.operation(id: operation)?["parameters"]?.array ?? [])
      .map(contract.checker.resolved)
    let inQuery = parameters.filter { $0["in"] == "query" }.compactMap { $0["name"]?.string }
    #expect(Set(inQuery) == Set(route.query))
  }

  @Test func `the contract is served as it is published, without a key`() async throws {
    let answer = try await World().send(.get, "/openapi.json", as: nil)
    #expect(answer.status == 200)
    #expect(answer.response.body == Contract.openAPI)
    #expect(answer.json["openapi"] == "3.1.0")
  }

  @Test func `every problem type is in the contract with its status`() throws {
    let contract = try ContractDocument()
    let listed = contract.document["components"]?["schemas"]?["Problem"]?["properties"]?["type"]
    let known = Set((listed?["enum"]?.array ?? []).compactMap(\.string))
    #expect(known == Set(ProblemType.allCases.map(\.uri)))
  }

  @Test func `what goes out is described by name`() throws {
    let contract = try ContractDocument()
    let names = Set(contract.document["webhooks"]?.object?.names ?? [])
    #expect(names.isSuperset(of: ["contact.shared", "contact.unshared", "stream.checkpoint"]))
    #expect(names.isSuperset(of: ["chain.member_joined", "partner.terminated"]))
  }

  @Test(arguments: ["^[^ \\u0000-\\u001f]+$", "^weir_[A-Za-z0-9_-]{43}$"])
  func `the checker finds what a schema does not allow`(pattern: String) throws {
    let checker = SchemaChecker(document: [:])
    let schema: JSON = [
      "type": "object", "required": ["a"], "additionalProperties": false,
      "properties": ["a": ["type": "string", "pattern": .string(pattern)]],
    ]
    #expect(!checker.findings(["a": "x y"], schema).isEmpty)
    #expect(!checker.findings(["b": 1], schema).isEmpty)
    #expect(!checker.findings([], schema).isEmpty)
    #expect(!checker.findings(["a": 1], ["colour": "red"]).isEmpty)
  }
}

import Synchronization
import Testing
import Wire

@testable import weir

@Suite struct ReferencesTests {
  private static let chain = "chn_" + String(repeating: "1", count: 32)

  /// Two chains with groups, of which one name occurs in both, and a membership.
  private func references(_ asked: SpokenWords = SpokenWords()) -> References {
    References { resource, query in
      let name = resource.path + "?" + QueryItems(query).description
      asked.console.say(name)
      return switch name {
      case "/v1/chains?": [["id": "c1", "code": "sales"], ["id": "c2", "code": "service"]]
      case "/v1/groups?chain=c1": [["id": "g1", "code": "north"], ["id": "g2", "code": "south"]]
      case "/v1/groups?chain=c2": [["id": "g3", "code": "north"], ["id": "g4", "code": "a/b"]]
      case "/v1/partners?": [["id": "p1", "code": "lindner"], ["id": "p2", "code": "keller"]]
      case "/v1/memberships?chain=c1": [["id": "m1", "partner": "p1"]]
      case "/v1/memberships?chain=c2":
        [["id": "m2", "partner": "p1"], ["id": "m3", "partner": "p2"]]
      case "/v1/endpoints?": [["id": "e1", "code": "own"]]
      case "/v1/endpoints?party=p1": [["id": "e2", "code": "crm"]]
      case "/v1/keys?": [["id": "k1", "name": "first admin"]]
      default: []
      }
    }
  }

  @Test func `an id is taken as it is`() throws {
    let asked = SpokenWords()
    #expect(try references(asked).id("chain", Self.chain) == Self.chain)
    #expect(asked.answer.isEmpty)
  }

  @Test(arguments: [
    ("chain", "sales", "c1"), ("group", "south", "g2"), ("group", "sales/north", "g1"),
    ("group", "service/north", "g3"), ("group", "a/b", "g4"), ("partner", "keller", "p2"),
    ("membership", "keller", "m3"), ("membership", "sales/lindner", "m1"),
    ("endpoint", "own", "e1"), ("endpoint", "lindner/crm", "e2"), ("key", "first admin", "k1"),
  ]) func `a code is looked up`(noun: String, text: String, id: String) throws {
    #expect(try references().id(noun, text) == id)
  }

  @Test func `within a chain its own is meant`() throws {
    #expect(try references().id("group", "north", within: "c2") == "g3")
  }

  @Test func `a listing is read once`() throws {
    let asked = SpokenWords()
    let references = references(asked)
    for code in ["sales", "service"] { _ = try references.id("chain", code) }
    #expect(asked.answer == "/v1/chains?\n")
  }

  @Test(arguments: [("group", "north"), ("membership", "lindner")])
  func `what could be two is none`(noun: String, text: String) throws {
    let references = references()
    let error = #expect(throws: CommandFailure.self) { try references.id(noun, text) }
    #expect(error?.description.contains("CHAIN/\(text)") == true)
  }

  @Test(arguments: [
    ("chain", "x"), ("group", "x"), ("group", "sales/x"), ("membership", "nobody"),
    ("endpoint", "crm"),
  ]) func `what is not there is told with where to look`(noun: String, text: String) throws {
    let references = references()
    let error = #expect(throws: CommandFailure.self) { try references.id(noun, text) }
    #expect(error?.description.contains("weir \(noun) list") == true)
  }
}

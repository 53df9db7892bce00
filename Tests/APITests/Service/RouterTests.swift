import Testing
import Wire

@testable import API

@Suite struct RouterTests {
  private let router = Router(Route.table)

  /// Finds a route the plain way: texts beside texts.
  private func plainMatch(_ method: HTTPMethod, _ target: HTTPTarget) -> (String, String?)? {
    guard let segments = target.segments else { return nil }
    for route in Route.table where route.method == (method == .head ? .get : method) {
      let template = route.template.dropFirst().split(
        separator: "/", omittingEmptySubsequences: false)
      guard template.count == segments.count,
        zip(template, segments).allSatisfy({ $0 == "{id}" ? !$1.isEmpty : $0 == $1 })
      else { continue }
      let place = template.firstIndex(of: "{id}")
      return (route.operation, place.map { segments[$0] })
    }
    return nil
  }

  @Test(arguments: Route.table.map(\.template))
  func `every path finds what a plain look at its texts finds`(template: String) throws {
    let written = template.split(separator: "{id}", omittingEmptySubsequences: false)
    for id in ["con_1", "", "%63on_1", "a%2Fb", "%C3%A4", "%FF", "a/b"] {
      for tail in ["", "/", "/x", "?limit=1", "/a/b/c/d/e/f/g/h"] {
        let target = try HTTPTarget(parsing: written.joined(separator: id) + tail)
        for method: HTTPMethod in [.get, .head, .post, .patch, .delete, .put] {
          let found = try? router.match(method, target)
          let plain = plainMatch(method, target)
          #expect(found?.route.operation == plain?.0)
          #expect(found?.identifier == plain?.1)
        }
      }
    }
  }

  @Test(arguments: ["/", "//", "/v1", "/v1/", "/v1/nothing", "/%76%31/chains"])
  func `odd paths find what a plain look finds`(path: String) throws {
    let target = try HTTPTarget(parsing: path)
    #expect((try? router.match(.get, target))?.route.operation == plainMatch(.get, target)?.0)
  }
}

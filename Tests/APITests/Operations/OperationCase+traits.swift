@testable import API
import Wire

extension OperationCase {
  /// Refused in a fresh fixture, for the records are in use or in another state.
  static let stateBound: Set<String> = [
    "createMembership", "activatePartner", "resumePartner", "removeChain", "removeGroup",
    "removePartner", "removeDepartment", "getChanges", "startSnapshot",
  ]

  var route: Route? { Route.table.first { $0.operation == operation } }
  var isPaged: Bool { route?.query.contains("cursor") ?? false }

  /// Writes to one record that is there already.
  var isConditional: Bool { isWrite && (route?.template.contains("{id}") ?? false) }

  var isWrite: Bool {
    if case .write = route?.action { true } else { false }
  }

  var takesBody: Bool { isWrite && method != .delete }

  /// Needs a key.
  var isClosed: Bool {
    if case .open = route?.action { false } else { true }
  }

  var readsRecord: Bool { method == .get && route?.template.hasSuffix("{id}") ?? false }

  /// Where the record that a write is about is read.
  func recordPath(_ fixture: TwoPartners) -> String {
    "/" + path(fixture).split(separator: "/").prefix(3).joined(separator: "/")
  }

  func goodBody(_ fixture: TwoPartners) -> JSON {
    body.map { $0(fixture) } ?? .null
  }

  /// The path with another id in it.
  func path(_ fixture: TwoPartners, id: String) -> String {
    var parts = path(fixture).split(separator: "/").map(String.init)
    if parts.count > 2 { parts[2] = id }
    return "/" + parts.joined(separator: "/")
  }
}

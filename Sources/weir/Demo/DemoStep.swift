import Wire

/// What happens on one day of the demonstration's month.
struct DemoStep {
  /// The day of the month; 0 for the first copies.
  let day: Int
  let title: String
  var changes: [Change] = []
  /// Why somebody with a system is told nothing, by its name; of others nothing in view changed.
  var reasons: [String: String] = [:]
  /// Whether it is told in full, and its copies compared before the next day.
  var isNotable = true
  /// An event of it that is shown in full.
  var shown: Shown?

  /// One command, records being named by their codes.
  struct Change {
    /// The code of the partner that makes it; nil for the enterprise.
    var by: String?
    let method: HTTPMethod
    let resource: Resource
    /// Which record; nil for a new one.
    var name: String?
    var action: String?
    var body: JSONObject = [:]
  }

  /// The first event of a type at a system, and what it teaches.
  struct Shown {
    let type: String
    let member: String
    let lesson: String
  }
}

extension DemoStep.Change {
  static func changing(
    _ resource: Resource, _ name: String, _ body: JSONObject, by partner: String? = nil
  ) -> Self {
    .init(by: partner, method: .patch, resource: resource, name: name, body: body)
  }

  static func adding(_ contact: Example.Contact) -> Self {
    .init(method: .post, resource: .contact, body: contact.members)
  }

  static func removing(_ contact: String) -> Self {
    .init(method: .delete, resource: .contact, name: contact)
  }

  static func partner(_ code: String, _ action: String) -> Self {
    .init(method: .post, resource: .partner, name: code, action: action)
  }

  static func moving(_ contact: String, to department: String, as position: String) -> Self {
    .changing(
      .contact, contact,
      [
        "departments": [["department": .string(department), "position": .string(position)]]
      ])
  }
}

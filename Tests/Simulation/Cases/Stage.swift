import AdapterKit
import Delivery
import Domain
import Wire

/// A small world for scripted cases: a dealer that sees one department with one contact in it.
final class Stage {
  let run: Run
  let partner: PartnerID
  let shown: DepartmentID
  let hidden: DepartmentID
  let contact: ContactID
  let rule: RuleID
  let endpoint: EndpointID
  /// What left for any endpoint, in order.
  private(set) var sent: [(endpoint: EndpointID?, event: Event)] = []
  /// What becomes of an event; nil for all going well.
  var fate: (Event) -> Fate? = { _ in nil }

  init(behindLimit: Int64 = 500) throws {
    var settings = Node.Settings()
    settings.behindLimit = behindLimit
    run = try Run(seed: 7, settings: settings)
    run.isRough = false
    let cast = run.cast
    try cast.found()
    let group = try cast.group()
    partner = try cast.partner()
    try cast.join(partner, [group])
    shown = try cast.department()
    hidden = try cast.department()
    contact = try cast.contact(in: shown)
    rule = try cast.allow(shown, to: Rule.SeenBy(groups: [group]))
    endpoint = try cast.endpoint(of: .partner(partner))
    run.script = { [unowned self] sending in
      sent.append((nil, sending.event))
      return fate(sending.event)
    }
  }

  /// Starts, and tells the first snapshot.
  func begin() throws {
    try run.start()
    try pass(30)
    sent = []
  }

  func pass(_ seconds: Int) throws {
    var isOver = false
    run.later(.seconds(seconds)) { isOver = true }
    while !isOver { try run.step() }
  }

  /// Types of what left about contacts since the first snapshot.
  var types: [String] { sent.map(\.event.type).filter { $0.hasPrefix("contact.") } }

  func change(_ id: ContactID? = nil) throws {
    var change = Contact.Change()
    change.phones = [try run.cast.phone()]
    try run.perform(.change(.contact(id ?? contact, change)))
  }

  func move(_ id: ContactID? = nil, to department: DepartmentID) throws {
    var change = Contact.Change()
    change.placements = [Contact.Placement(department: department)]
    try run.perform(.change(.contact(id ?? contact, change)))
  }

  func move(_ department: DepartmentID, under parent: DepartmentID?) throws {
    try run.perform(.change(.department(department, Department.Change(parent: .some(parent)))))
  }

  func removeRule() throws { try run.perform(.remove(rule.record, .rule)) }

  func set(_ state: Endpoint.State) throws {
    var change = Endpoint.Change()
    change.state = state
    try run.perform(.change(.endpoint(endpoint, change)))
  }

  func restart() throws {
    try run.crash()
    try run.start()
  }

  /// All goes well from here; at rest every copy equals its view.
  func end() throws {
    fate = { _ in nil }
    try run.quieten()
    try run.checkEnd()
  }

  var copy: Int { run.receivers[endpoint]?.rows.count ?? 0 }
}

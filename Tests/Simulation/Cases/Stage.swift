import AdapterKit
import Delivery
import Domain
import Gateway
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
  private(set) var sent: [Event] = []
  /// What becomes of an event; nil for all going well.
  var fate: (Event) -> Fate? = { _ in nil }

  init(
    behindLimit: Int64 = 500, fields: FieldLevels = Cast.clear, parallel: Int = 4,
    runPage: Int = 500
  ) throws {
    var settings = Node.Settings()
    settings.runPage = runPage
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
    rule = try cast.allow(shown, to: Rule.SeenBy(groups: [group]), of: .enterprise, fields)
    endpoint = try cast.endpoint(of: .partner(partner), parallel: parallel)
    run.script = { [unowned self] sending in
      sent.append(sending.event)
      return fate(sending.event)
    }
  }

  /// Starts, and tells the first snapshot.
  func begin() throws {
    try run.start()
    try pass(30)
    sent = []
  }

  func pass(_ seconds: Int) throws { try pass(.seconds(seconds)) }

  func pass(_ duration: Duration) throws {
    var isOver = false
    run.later(duration) { isOver = true }
    while !isOver { try run.step() }
  }

  /// Goes on until something has happened; within an hour of the simulator's time.
  func pass(until hasHappened: () throws -> Bool) throws {
    let limit = run.now + .seconds(3_600)
    while try !hasHappened() {
      guard run.now < limit else { throw Missing() }
      try run.step()
    }
  }

  /// Types of what left about contacts since the first snapshot.
  var types: [String] { sent.map(\.type).filter { $0.hasPrefix("contact.") } }

  func change(_ id: ContactID? = nil, phone: PhoneNumber? = nil) throws {
    var change = Contact.Change()
    change.phones = [try phone ?? run.cast.phone()]
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

  func rename(_ id: ContactID) throws {
    var change = Contact.Change()
    change.name = try Name("canary \(run.cast.number())")
    try run.perform(.change(.contact(id, change)))
  }

  func phone(of id: ContactID) throws -> PhoneNumber {
    guard case .contact(let contact)? = run.world.records[id.record] else { throw Missing() }
    return try required(contact.phones.first)
  }

  func see(_ seers: Rule.SeenBy) throws {
    var change = Rule.Change()
    change.seenBy = seers
    try run.perform(.change(.rule(rule, change)))
  }

  func removeRule() throws { try run.perform(.remove(rule.record, .rule)) }

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

  var state: Endpoint.State {
    get throws { try required(run.world.current.endpoints[endpoint]).state }
  }

  func set(_ state: Endpoint.State) throws {
    var change = Endpoint.Change()
    change.state = state
    try run.perform(.change(.endpoint(endpoint, change)))
  }
}

import AdapterKit
import Delivery
import Domain
import Gateway
import Testing
import Views
import Wire

/// What is told again on request, through the rooms that the program links and the documented
/// receiver, which drops an id that it has had.
struct `Copy cases of repair` {
  @Test func `23: a row that has not changed is taken again, for its repair has a new id`() throws {
    let stage = try Stage()
    let lost = try stage.run.cast.contact(in: stage.shown)
    try stage.begin()
    let before = stage.run.receivers[stage.endpoint]?.rows
    try stage.run.spoil(stage.contact, at: stage.endpoint, with: ["name": "wrong"])
    try stage.run.spoil(lost, at: stage.endpoint, with: nil)
    for _ in 0..<2 {
      try stage.run.repair([stage.contact, lost], at: stage.endpoint)
      try stage.pass(5)
      #expect(stage.run.receivers[stage.endpoint]?.rows == before)
    }
    #expect(stage.types.count == 4 && Set(stage.types) == ["contact.shared"])
    #expect(Set(stage.sent.map(\.id)).count == stage.sent.count)
    try stage.end()
  }

  @Test func `23: a repair that was not answered goes on under its id after a start`() throws {
    let stage = try Stage()
    try stage.begin()
    try stage.run.spoil(stage.contact, at: stage.endpoint, with: nil)
    stage.fate = { _ in .requestLost }
    try stage.run.repair([stage.contact], at: stage.endpoint)
    try stage.pass(3)
    try stage.restart()
    try stage.end()
    #expect(stage.types.count >= 2)
    #expect(Set(stage.sent.filter { $0.type == "contact.shared" }.map(\.id)).count == 1)
  }

  @Test func `a repair of what changes meanwhile tells the present row`() throws {
    let stage = try Stage()
    try stage.begin()
    try stage.run.spoil(stage.contact, at: stage.endpoint, with: ["name": "wrong"])
    stage.run.bringDown(stage.endpoint, for: .seconds(5))
    try stage.run.repair([stage.contact], at: stage.endpoint)
    try stage.change()
    try stage.pass(1)
    try stage.change()
    try stage.end()
  }
}

extension Run {
  /// A fault of a receiver: it loses a contact, or holds something else under its id.
  func spoil(_ contact: ContactID, at endpoint: EndpointID, with data: JSONObject?) throws {
    let party = try required(world.current.endpoints[endpoint]).party
    let id = try world.ids(of: party).text(contact.record, .contact)
    receivers[endpoint]?.spoil(id, with: data)
  }

  func repair(_ contacts: [ContactID], at endpoint: EndpointID) throws {
    try required(node?.drivers[endpoint]).repair(
      contacts.map { RepairedRecord(record: $0.record, kind: .contact) }, at: now)
    turn(endpoint, after: .zero)
  }
}

import AdapterKit
import Domain
@testable import Gateway
import Testing
import Views
import Wire

/// Scopes of endpoints that change while copies are moved.
struct `Copy cases of scopes` {
  private func narrow(
    _ stage: Stage, _ id: EndpointID? = nil, to scope: Endpoint.Scope, isAnnounced: Bool = true
  ) throws {
    var change = Endpoint.Change()
    change.scope = scope
    let isDone = try stage.run.perform(
      .change(.endpoint(id ?? stage.endpoint, change)), isAnnounced: isAnnounced)
    #expect(isDone)
  }

  @Test func `what comes back into a scope is told under ids that were never used`() throws {
    let stage = try Stage()
    try stage.run.start()
    try stage.pass(30)
    for _ in 0..<3 {
      try narrow(stage, to: .init(kinds: [.department]))
      try stage.pass(5)
      #expect(stage.copy == 1)
      try narrow(stage, to: .whole)
      try stage.pass(5)
      #expect(stage.copy == 2)
    }
    #expect(
      stage.types == [
        "contact.shared", "contact.unshared", "contact.shared", "contact.unshared",
        "contact.shared", "contact.unshared", "contact.shared",
      ])
    #expect(Set(stage.sent.map(\.id)).count == stage.sent.count)
    try stage.end()
  }

  @Test func `narrowed and widened before anybody looked, a copy loses nothing`() throws {
    let stage = try Stage()
    try stage.begin()
    try narrow(stage, to: .init(purposes: [.sales]), isAnnounced: false)
    try narrow(stage, to: .whole)
    try stage.pass(5)
    // The base of the second run has no such record, so that it is said once more.
    #expect(stage.types == ["contact.shared"])
    #expect(stage.copy == 2)
    try stage.end()
  }

  @Test func `what left a scope does not leave, though its connection was waited for`() throws {
    let stage = try Stage()
    try stage.begin()
    stage.run.connecting = .seconds(2)
    try stage.change()
    try stage.pass(1)
    try narrow(stage, to: .init(kinds: [.department]))
    try stage.pass(20)
    #expect(stage.types == ["contact.unshared"])
    #expect(stage.copy == 1)
    try stage.end()
  }

  @Test(arguments: [1, 500] as [Int64])
  func `a scope that changed while nothing ran is caught up with`(behindLimit: Int64) throws {
    let stage = try Stage(behindLimit: behindLimit, runPage: 1)
    try stage.run.cast.contact(in: stage.shown)
    try stage.begin()
    #expect(stage.copy == 3)
    stage.fate = { _ in .answerLost(arrival: .milliseconds(5)) }
    try stage.change()
    try stage.pass(1)
    try stage.run.crash()
    try narrow(stage, to: .init(kinds: [.contact]), isAnnounced: false)
    try stage.change()
    try narrow(stage, to: .init(kinds: [.contact], purposes: [.sales]), isAnnounced: false)
    try stage.run.start()
    try stage.end()
    #expect(stage.copy == 0)
  }

  @Test func `a second endpoint of the party hears nothing of it`() throws {
    let stage = try Stage()
    let second = try stage.run.cast.endpoint(of: .partner(stage.partner))
    try stage.begin()
    let whole = try #require(stage.run.receivers[second])
    #expect(whole.rows.count == 2 && stage.copy == 2)
    try narrow(stage, to: .init(kinds: [.contact]))
    try stage.pass(20)
    #expect(stage.copy == 1)
    #expect(stage.run.receivers[second]?.rows == whole.rows)
    // The contact names no department any more; the department is withdrawn.
    let told = stage.sent.map(\.type).filter { !$0.hasPrefix("stream.") }
    #expect(told.sorted() == ["contact.shared", "department.unshared"])
    try stage.change()
    try stage.end()
  }

  @Test func `who leaves the chain of a scope keeps what others show, and loses this`() throws {
    let stage = try Stage()
    let cast = stage.run.cast
    try cast.foundOther()
    try stage.see(Rule.SeenBy(groups: [cast.groups[0], cast.otherGroups[0]]))
    try cast.allow(stage.hidden, to: Rule.SeenBy(partners: [stage.partner]))
    let part = try cast.endpoint(
      of: .partner(stage.partner), scope: .init(chains: [cast.chain]))
    try stage.begin()
    #expect(stage.copy == 3)
    #expect(stage.run.receivers[part]?.rows.count == 3)
    let place = try #require(
      stage.run.world.records.values.compactMap { record -> Membership? in
        guard case .membership(let place) = record, place.chain == cast.chain else { return nil }
        return place
      }.first)
    try stage.run.perform(
      .change(.membership(place.id, Membership.Change(groups: [], parent: nil))))
    try stage.pass(20)
    #expect(stage.copy == 3)
    #expect(stage.run.receivers[part]?.rows.count == 1)
    try stage.end()
  }
}

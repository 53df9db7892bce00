import Testing

@testable import Domain

@Suite struct TreeTests {
  @Test func `nothing hangs below itself`() throws {
    let world = World()
    let commands: [(Command, String)] = [
      (.change(.department(world.head.id, .init(parent: .some(world.head.id)))), "parent"),
      (.change(.department(world.head.id, .init(parent: .some(world.field.id)))), "parent"),
      (.change(.group(world.north.id, .init(parent: .some(world.north.id)))), "parent"),
      (.change(.membership(world.dealerPlace.id, .init(parent: world.outletPlace.id))), "parent"),
    ]
    for (command, field) in commands {
      let refusal = try world.refusal(of: command)
      #expect(refusal?.reason == .invalidReference)
      #expect(refusal?.field == field)
    }
  }

  @Test func `a parent is of the same organization or chain`() throws {
    var world = World()
    let other = Group(
      id: .init(from: world.random), chain: world.supply.id, parent: nil, code: .of("g"),
      name: .of("G"))
    try world.run(.create(.group(other)))
    let commands: [Command] = [
      .change(.department(world.field.id, .init(parent: .some(world.dealerOffice.id)))),
      .change(.department(world.field.id, .init(parent: .some(.init(from: world.random))))),
      .change(.group(world.north.id, .init(parent: .some(other.id)))),
      .change(.membership(world.outletPlace.id, .init(parent: .some(world.supplierPlace.id)))),
    ]
    for command in commands {
      let refusal = try world.refusal(of: command)
      #expect(refusal?.reason == .invalidReference)
      #expect(refusal?.field == "parent")
    }
    let department = Department(
      id: .init(from: world.random), organization: .partner(world.dealer.id),
      parent: world.head.id, code: .of("d"), name: .of("D"))
    let refusal = try world.refusal(
      of: .create(.department(department)), by: world.admin(of: world.dealer))
    #expect(refusal?.field == "parent")
  }

  /// A department path of `count` nodes; the ids from the top down.
  private func path(_ count: Int, _ prefix: String, in world: inout World) throws -> [DepartmentID]
  {
    var ids: [DepartmentID] = []
    for number in 0..<count {
      let department = Department(
        id: .init(from: world.random), organization: .enterprise, parent: ids.last,
        code: Code(stored: "\(prefix)\(number)"), name: .of("D"))
      try world.run(.create(.department(department)))
      ids.append(department.id)
    }
    return ids
  }

  @Test func `a tree has 32 levels`() throws {
    var world = World()
    let ids = try path(32, "a", in: &world)
    let deeper = Department(
      id: .init(from: world.random), organization: .enterprise, parent: ids[31], code: .of("deep"),
      name: .of("D"))
    #expect(try world.refusal(of: .create(.department(deeper)))?.reason == .invalidReference)
  }

  @Test func `what moves takes its depth along`() throws {
    var world = World()
    let upper = try path(20, "a", in: &world)
    let lower = try path(13, "b", in: &world)
    func move(to parent: DepartmentID) -> Command {
      .change(.department(lower[0], .init(parent: .some(parent))))
    }
    let refusal = try world.refusal(of: move(to: upper[19]))
    #expect(refusal?.reason == .invalidReference)
    #expect(refusal?.field == "parent")
    try world.run(move(to: upper[18]))
    // At the limit every other change goes on.
    try world.run(.change(.department(lower[12], .init(name: .of("Renamed")))))
    try world.run(.change(.department(lower[0], .init(parent: .some(nil)))))
    #expect(try world.decide(move(to: upper[0])).changes.count == 1)
  }

  @Test func `a parent is cleared and left alone by different wishes`() throws {
    let world = World()
    let cleared = try world.decide(.change(.department(world.field.id, .init(parent: .some(nil)))))
    guard case .department(let after)? = cleared.changes.first?.after else {
      Issue.record("no department changed")
      return
    }
    #expect(after.parent == nil)
    #expect(try world.decide(.change(.department(world.field.id, .init()))).changes.isEmpty)
  }
}

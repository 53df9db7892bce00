import AdapterKit
import Domain
import Gateway
import Testing
import Views
import Wire

/// A partner gets other ids: each record is withdrawn under the old one and shared under the new.
@Suite struct CopyCasesOfIDs {
  private func rekey(_ stage: Stage) throws {
    try stage.run.perform(.rekeyPartner(stage.partner))
  }

  /// What left about contacts, with the ids that it said.
  private func told(_ stage: Stage) -> [(type: String, id: String)] {
    stage.sent.compactMap { event in
      guard event.type.hasPrefix("contact."), let id = event.recordID else { return nil }
      return (event.type, id)
    }
  }

  private func id(_ stage: Stage) throws -> String {
    try stage.run.world.ids(of: .partner(stage.partner)).text(stage.contact.record, .contact)
  }

  @Test func `every record is withdrawn under its old id and then shared under the new one`() throws
  {
    let stage = try Stage()
    try stage.begin()
    let old = try id(stage)
    try rekey(stage)
    try stage.pass(30)
    let new = try id(stage)
    #expect(new != old)
    #expect(told(stage).map(\.type) == ["contact.unshared", "contact.shared"])
    #expect(told(stage).map(\.id) == [old, new])
    let departments = stage.sent.map(\.type).filter { $0.hasPrefix("department.") }
    #expect(departments == ["department.unshared", "department.shared"])
    try stage.end()
  }

  @Test func `re-keyed again before anything left, the first ids are withdrawn`() throws {
    let stage = try Stage()
    try stage.begin()
    let old = try id(stage)
    stage.fate = { _ in .refused(503) }
    try rekey(stage)
    try stage.pass(1)
    stage.fate = { _ in nil }
    try rekey(stage)
    try stage.pass(120)
    #expect(told(stage).last?.id == (try id(stage)))
    #expect(Set(told(stage).map(\.id)).isSubset(of: [old, try id(stage)]))
    try stage.end()
  }

  @Test func `a crash between withdrawing and sharing loses neither`() throws {
    for delivered in 0..<4 {
      let stage = try Stage()
      try stage.begin()
      var left = delivered
      stage.fate = { _ in
        left -= 1
        return left < 0 ? .refused(503) : nil
      }
      try rekey(stage)
      try stage.pass(1)
      try stage.run.crash()
      stage.fate = { _ in nil }
      try stage.run.start()
      try stage.pass(600)
      #expect(told(stage).last?.type == "contact.shared")
      #expect(told(stage).last?.id == (try id(stage)))
      try stage.end()
    }
  }

  @Test func `what leaves the view after a re-keying goes under the id that it was told by`() throws
  {
    let stage = try Stage()
    try stage.begin()
    let old = try id(stage)
    stage.fate = { _ in .refused(503) }
    try rekey(stage)
    try stage.move(to: stage.hidden)
    try stage.pass(1)
    stage.fate = { _ in nil }
    try stage.pass(120)
    #expect(told(stage).last.map { $0 == ("contact.unshared", old) } ?? false)
    #expect(!told(stage).contains { $0.type == "contact.shared" })
    try stage.end()
  }

  @Test func `a re-keying in the midst of a first telling leaves no old id behind`() throws {
    let stage = try Stage(parallel: 1, runPage: 2)
    for _ in 0..<6 { try stage.run.cast.contact(in: stage.shown) }
    let old = try stage.run.world.ids(of: .partner(stage.partner))
    try stage.run.start()
    try stage.pass { stage.copy == 4 }
    try rekey(stage)
    try stage.pass(60)
    #expect(stage.sent.filter { $0.type == "view.in_sync" }.count == 1)
    #expect(stage.copy == 8)
    let copies = try required(stage.run.receivers[stage.endpoint]).rows
    #expect(copies[old.text(stage.contact.record, .contact)] == nil)
    #expect(copies[try id(stage)] != nil)
    try stage.end()
  }

  @Test func `a checkpoint names a record in trouble as the copy still calls it`() throws {
    let stage = try Stage()
    try stage.begin()
    let old = try id(stage)
    stage.fate = { $0.type == "contact.unshared" ? .refused(422) : nil }
    try rekey(stage)
    try stage.pass(1)
    stage.run.node?.drivers[stage.endpoint]?.requestCheckpoint()
    stage.run.turn(stage.endpoint, after: .zero)
    try stage.pass(1)
    let checkpoint = stage.run.receivers[stage.endpoint]?.checkpoints.last
    #expect(checkpoint?["excepted"]?.array?.contains(.string(old)) ?? false)
    #expect(checkpoint?["count"] == 1)
    try stage.end()
  }
}

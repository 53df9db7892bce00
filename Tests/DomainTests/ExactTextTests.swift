import Testing

@testable import Domain

/// `é` as one scalar and as two: equal to `String`, different bytes.
@Suite struct ExactTextTests {
  static let composed = "Ren\u{E9}"
  static let decomposed = "Rene\u{301}"

  @Test func `two spellings of one character are equal texts to Swift`() {
    #expect(Self.composed == Self.decomposed)
  }

  @Test func `values are told apart by their bytes`() throws {
    #expect(try Name(Self.composed) != Name(Self.decomposed))
    #expect(try Code(Self.composed) != Code(Self.decomposed))
    #expect(try Set([Code(Self.composed), Code(Self.decomposed), Code(Self.composed)]).count == 2)
    #expect(try EmailAddress(Self.composed + "@b") != EmailAddress(Self.decomposed + "@b"))
    #expect(
      try CustomField(name: "a", value: Self.composed, fieldClass: .public)
        != CustomField(name: "a", value: Self.decomposed, fieldClass: .public))
    #expect(
      Endpoint.State.disabled(reason: Self.composed) != .disabled(reason: Self.decomposed))
    #expect(Endpoint.State.disabled(reason: "a") == .disabled(reason: "a"))
    #expect(Endpoint.State.disabled(reason: "a") != .paused)
  }

  @Test func `two codes that only look alike are two names`() throws {
    var world = World()
    try world.run(
      .create(.chain(Chain(id: .init(from: world.random), code: .of("\u{E9}"), name: .of("A")))))
    let other = Chain(id: .init(from: world.random), code: .of("e\u{301}"), name: .of("B"))
    try world.run(.create(.chain(other)))
    let third = Chain(id: .init(from: world.random), code: .of("e\u{301}"), name: .of("C"))
    let refusal = try world.refusal(of: .create(.chain(third)))
    #expect(refusal?.reason == .alreadyExists)
    #expect(refusal?.field == "code")
  }

  @Test func `a change of spelling is a change`() throws {
    var world = World()
    var first = Contact.Change()
    first.name = try Name(Self.composed)
    #expect(try world.run(.change(.contact(world.zhang.id, first))).count == 1)
    var second = Contact.Change()
    second.name = try Name(Self.decomposed)
    #expect(try world.run(.change(.contact(world.zhang.id, second))).count == 1)
    #expect(try world.decide(.change(.contact(world.zhang.id, second))).changes.isEmpty)
  }
}

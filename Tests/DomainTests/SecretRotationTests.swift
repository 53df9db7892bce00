import Testing
import Wire

@testable import Domain

@Suite struct SecretRotationTests {
  private var world = World()
  private let endpoint: Endpoint

  init() throws {
    endpoint = try world.endpoint(.of("e"))
    world.state.put(.endpoint(endpoint))
  }

  private static func time(_ hours: Int64) -> Timestamp {
    Timestamp(seconds: World.now.wholeSeconds + hours * 3600)
  }

  private mutating func rotate(
    _ scheme: SecretSlot.Scheme = .hmacSHA256, hours: Int64 = 24, at time: Timestamp
  ) throws -> [SecretSlot] {
    let rotation = try SecretRotation(
      scheme: scheme, sealed: [1], overlap: .seconds(hours * 3600))
    try world.run(.rotateSecret(endpoint.id, rotation), at: time)
    return try world.state.endpoint(endpoint.id)?.secrets ?? []
  }

  @Test mutating func `the first secret is numbered 1 and does not retire`() throws {
    let slots = try rotate(at: Self.time(0))
    #expect(slots == [SecretSlot(number: 1, scheme: .hmacSHA256, sealed: [1])])
  }

  @Test mutating func `the older one signs on for the overlap`() throws {
    _ = try rotate(at: Self.time(0))
    let slots = try rotate(at: Self.time(1))
    #expect(slots.map(\.number) == [1, 2])
    #expect(slots.map(\.retiresAt) == [Self.time(25), nil])
    #expect(slots[0].isUsed(at: Timestamp(microseconds: Self.time(25).microseconds - 1)))
    #expect(!slots[0].isUsed(at: Self.time(25)))
  }

  @Test mutating func `a retirement is brought forward and never put off`() throws {
    _ = try rotate(at: Self.time(0))
    _ = try rotate(hours: 10, at: Self.time(0))
    let later = try rotate(hours: 100, at: Self.time(1))
    #expect(later.map(\.retiresAt) == [Self.time(10), Self.time(101), nil])
    let sooner = try rotate(hours: 2, at: Self.time(2))
    #expect(sooner.map(\.retiresAt) == [Self.time(4), Self.time(4), Self.time(4), nil])
  }

  @Test mutating func `spent secrets are dropped and their numbers stay used`() throws {
    _ = try rotate(at: Self.time(0))
    _ = try rotate(hours: 1, at: Self.time(0))
    #expect(try rotate(at: Self.time(1)).map(\.number) == [2, 3])
    #expect(try rotate(hours: 0, at: Self.time(2)).map(\.number) == [4])
    #expect(try rotate(at: Self.time(100)).map(\.number) == [4, 5])
  }

  @Test mutating func `another scheme's secrets are left alone`() throws {
    _ = try rotate(.ed25519, at: Self.time(0))
    let slots = try rotate(.hmacSHA256, hours: 0, at: Self.time(1))
    #expect(slots.map(\.scheme) == [.ed25519, .hmacSHA256])
    #expect(slots.map(\.retiresAt) == [nil, nil])
    #expect(slots.map(\.number) == [1, 2])
  }

  @Test mutating func `secrets in use at once are counted`() throws {
    for _ in 0..<Endpoint.secretLimit { _ = try rotate(at: Self.time(0)) }
    let refusal = #expect(throws: Refusal.self) { try rotateAgain(hours: 24) }
    #expect(refusal?.reason == .tooLarge)
    #expect(refusal?.field == "overlap")
    #expect(try rotate(hours: 0, at: Self.time(0)).count == 1)
  }

  private func rotateAgain(hours: Int64) throws {
    let rotation = try SecretRotation(
      scheme: .hmacSHA256, sealed: [1], overlap: .seconds(hours * 3600))
    _ = try world.decide(.rotateSecret(endpoint.id, rotation), at: Self.time(0))
  }

  @Test func `an endpoint that is not there is not found`() throws {
    let rotation = try SecretRotation(scheme: .ed25519, sealed: [])
    let command = Command.rotateSecret(.init(from: world.random), rotation)
    #expect(try world.refusal(of: command)?.reason == .notFound)
  }
}

import Testing
import Wire

@testable import HTTPClient

@Suite struct ScheduleTests {
  private let now = MonotonicInstant.now()

  @Test func `a host keeps its shard and a full shard opens another`() throws {
    var schedule = try makeSchedule {
      $0.spread = 1
      $0.hostsPerShard = 2
    }
    for host in ["127.0.0.1", "127.0.0.2", "127.0.0.1", "127.0.0.3"] {
      #expect(schedule.enqueue(try request(host), now: now))
    }
    #expect(schedule.knownHosts == 3)
    #expect(schedule.shards == 2)
  }

  @Test func `only so many look-ups run, one per name`() throws {
    var schedule = try makeSchedule {
      $0.spread = 1
      $0.maximumLookups = 2
    }
    for host in ["a.example", "a.example", "b.example", "c.example"] {
      #expect(schedule.enqueue(try request(host), now: now))
    }
    let firstStart = schedule.next(inShard: 0, now: now)
    let first = try #require(firstStart).1
    let secondStart = schedule.next(inShard: 0, now: now)
    let second = try #require(secondStart).1
    #expect([first, second].map(\.key.name) == ["a.example", "b.example"])
    let third = schedule.next(inShard: 0, now: now)
    #expect(third?.1.key == nil)

    schedule.resolved(first, now: now)
    let next = [schedule.next(inShard: 0, now: now), schedule.next(inShard: 0, now: now)]
    #expect(Set(next.compactMap { $0?.1.key.name }) == ["a.example", "c.example"])
  }

  @Test func `a look-up that outlived its request is counted for a while`() throws {
    var schedule = try makeSchedule { $0.maximumLookups = 1 }
    #expect(schedule.enqueue(try request("a.example"), now: now))
    #expect(schedule.enqueue(try request("b.example"), now: now))
    let hostStart = schedule.next(inShard: 0, now: now)
    let host = try #require(hostStart).1
    let blocked = schedule.next(inShard: 1, now: now)
    #expect(blocked?.1.key == nil)
    schedule.ended(host, ownsLookup: true, lookupIsStray: true, now: now)
    let end = schedule.nextStrayEnd
    #expect(end == now.advanced(by: Schedule.strayLookupAge))
    schedule.releaseStrayLookups(now: end)
    let admitted = schedule.next(inShard: 1, now: end)
    #expect(admitted?.1.key.name == "b.example")
  }

  @Test func `hosts out of use are forgotten and their shards come free`() throws {
    var schedule = try makeSchedule { $0.spread = 2 }
    #expect(schedule.enqueue(try request("127.0.0.1"), now: now))
    #expect(schedule.enqueue(try request("127.0.0.2"), now: now))
    let hostStart = schedule.next(inShard: 0, now: now)
    let host = try #require(hostStart).1
    schedule.ended(host, ownsLookup: false, lookupIsStray: false, now: now)
    let free = schedule.forgetHosts(unusedSince: now.advanced(by: .seconds(1)))
    #expect(free == [0])
    #expect(schedule.knownHosts == 1)
  }

  @Test(arguments: [(asked: 1, started: 1), (17, 17), (48, 48), (100, 64)])
  func `as many requests to one host are under way as one of them asks for`(
    asked: Int, started: Int
  ) throws {
    var schedule = try makeSchedule {
      $0.spread = 1
      $0.inFlightPerShard = 200
    }
    #expect(schedule.enqueue(try request("127.0.0.1", connections: 1), now: now))
    #expect(schedule.enqueue(try request("127.0.0.1", connections: asked), now: now))
    for _ in 0..<120 {
      #expect(schedule.enqueue(try request("127.0.0.1", connections: 1), now: now))
    }
    var count = 0
    while schedule.next(inShard: 0, now: now) != nil { count += 1 }
    #expect(count == started)
  }

  @Test func `what was asked for is forgotten once a host is idle`() throws {
    var schedule = try makeSchedule { $0.spread = 1 }
    #expect(schedule.enqueue(try request("127.0.0.1", connections: 2), now: now))
    let start = schedule.next(inShard: 0, now: now)
    schedule.ended(
      try #require(start).1, ownsLookup: false, lookupIsStray: false, now: now)
    #expect(schedule.enqueue(try request("127.0.0.1", connections: 1), now: now))
    #expect(schedule.enqueue(try request("127.0.0.1", connections: 1), now: now))
    let first = schedule.next(inShard: 0, now: now)
    let second = schedule.next(inShard: 0, now: now)
    #expect(first != nil)
    #expect(second == nil)
  }

  private func request(_ host: String, connections: Int = 16) throws -> OutgoingRequest {
    OutgoingRequest(method: .post, url: try makeURL(80, host: host), connections: connections)
  }

  private func makeSchedule(
    _ change: (inout ClientConfiguration) -> Void
  ) throws -> Schedule {
    Schedule(limits: try makeConfiguration(change))
  }
}

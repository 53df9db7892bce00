import Delivery
import Domain
import Storage
import Testing
import Wire

@Suite struct AttemptLogTests {
  private let source = AttemptSource()

  /// Noon of a day in November 2026.
  private func noon(_ day: Int64) -> Timestamp {
    Timestamp(seconds: 1_793_534_400 + (day - 1) * 86_400)
  }

  @Test(arguments: AttemptLogSubject.allCases)
  func `attempts come back as they were, newest first, over days and pages`(
    _ subject: AttemptLogSubject
  ) throws {
    let subject = try subject.make()
    let endpoints = [EndpointID(from: source.random), EndpointID(from: source.random)]
    var expected: [EndpointID: [AttemptRow]] = [:]
    for day in Int64(1)...4 {
      for _ in 0..<2 {
        let batch = (0..<5).map { number in
          source.attempt(at: endpoints[number % 2], noon(day) + .seconds(number))
        }
        try subject.log.append(batch)
        for attempt in batch { expected[attempt.endpoint, default: []].append(attempt) }
      }
    }
    for endpoint in endpoints {
      for limit in [1, 3, 100] {
        let found = try subject.log.all(of: endpoint, limit: limit)
        #expect(found.map(\.attempt) == expected[endpoint]?.reversed())
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.cursor > $1.cursor })
      }
    }
    #expect(try subject.log.all(of: EndpointID(from: source.random)).isEmpty)
    #expect(try subject.log.attempts(at: endpoints[0], before: nil, limit: 0).isEmpty)
  }

  @Test(arguments: AttemptLogSubject.allCases)
  func `a batch around midnight goes to both days`(_ subject: AttemptLogSubject) throws {
    let subject = try subject.make()
    let endpoint = EndpointID(from: source.random)
    let midnight = noon(2) + .seconds(43_200)
    let batch = [-1, 0, 1, -2].map { source.attempt(at: endpoint, midnight + .microseconds($0)) }
    try subject.log.append(batch)
    let found = try subject.log.all(of: endpoint)
    #expect(found.map(\.attempt) == [batch[2], batch[1], batch[3], batch[0]])
    #expect(Set(found.map(\.cursor.day)).count == 2)
  }

  @Test(arguments: AttemptLogSubject.allCases)
  func `a page stays where it is while others append`(_ subject: AttemptLogSubject) throws {
    let subject = try subject.make()
    let endpoint = EndpointID(from: source.random)
    let old = (0..<6).map { source.attempt(at: endpoint, noon(1) + .seconds($0)) }
    try subject.log.append(old)
    let first = try subject.log.attempts(at: endpoint, before: nil, limit: 3)
    try subject.log.append([source.attempt(at: endpoint, noon(1) + .seconds(9))])
    let second = try subject.log.attempts(at: endpoint, before: first.last?.cursor, limit: 9)
    #expect((first + second).map(\.attempt) == old.reversed())
  }

  @Test(arguments: AttemptLogSubject.allCases)
  func `days that have ended are dropped whole`(_ subject: AttemptLogSubject) throws {
    let subject = try subject.make()
    let endpoint = EndpointID(from: source.random)
    let attempts = (Int64(1)...4).map { source.attempt(at: endpoint, noon($0)) }
    try subject.log.append(attempts)
    try subject.log.drop(before: noon(3))
    #expect(try subject.log.all(of: endpoint).map(\.attempt) == [attempts[3], attempts[2]])
    // A day that was dropped may begin anew.
    let late = source.attempt(at: endpoint, noon(1))
    try subject.log.append([late])
    #expect(try subject.log.all(of: endpoint).last?.attempt == late)
    try subject.log.drop(before: .earliest)
    #expect(try subject.log.all(of: endpoint).count == 3)
  }

  @Test(arguments: AttemptLogSubject.allCases)
  func `a closed log refuses everything`(_ subject: AttemptLogSubject) throws {
    let subject = try subject.make()
    let endpoint = EndpointID(from: source.random)
    subject.log.close()
    subject.log.close()
    #expect(throws: StoreError.self) {
      try subject.log.append([source.attempt(at: endpoint, noon(1))])
    }
    #expect(throws: StoreError.self) { try subject.log.all(of: endpoint) }
    #expect(throws: StoreError.self) { try subject.log.drop(before: noon(1)) }
  }

  @Test(arguments: AttemptLogSubject.allCases)
  func `parts of a microsecond are not kept`(_ subject: AttemptLogSubject) throws {
    let subject = try subject.make()
    let endpoint = EndpointID(from: source.random)
    let attempt = source.attempt(at: endpoint, noon(1))
    let fine = AttemptRow(
      enterprise: attempt.enterprise, endpoint: endpoint, time: attempt.time,
      event: attempt.event, type: attempt.type, epoch: attempt.epoch, number: attempt.number,
      url: attempt.url, requestFields: [], bodyDigest: attempt.bodyDigest, bodyByteCount: 0,
      status: 503, excerpt: "", duration: .nanoseconds(1_999), outcome: .disabled, nextTry: nil)
    try subject.log.append([fine])
    #expect(try subject.log.all(of: endpoint).first?.attempt.duration == .microseconds(1))
  }
}

import Crypto
import Delivery
import Domain
import Storage
import Testing

@Suite struct RunRowTests {
  private let random = SeededRandom(seed: 8)

  private func run(
    _ endpoint: EndpointID, _ number: Int64, _ kind: RunSpan.Kind = .change,
    reached: RunPlace? = nil
  ) -> RunRow {
    RunRow(
      endpoint: endpoint, number: number,
      span: RunSpan(kind, base: Position(3), cause: Position(9)), isInDoubt: kind != .change,
      reached: reached, covered: reached == nil ? 0 : 1_500)
  }

  private func endpoint() -> EndpointID { EndpointID(from: random) }

  @Test(arguments: StoreSubject.allCases)
  func `runs come back by endpoint, oldest first, with where each has come to`(
    _ subject: StoreSubject
  ) throws {
    let subject = try subject.make()
    let (mine, other) = (endpoint(), endpoint())
    let places = RunPlace.Stage.allCases.map { stage in
      RunPlace(
        stage, position: Position(5), holder: RecordID(random.block()),
        record: RecordID(random.block()), link: RecordID(random.block()))
    }
    let rows =
      RunSpan.Kind.allCases.enumerated().map { run(mine, Int64($0.offset + 1), $0.element) }
      + places.enumerated().map { run(mine, Int64($0.offset + 10), .catchUp, reached: $0.element) }
    var changes = DeliveryChanges()
    changes.runs = rows.reversed() + [run(other, 1)]
    try subject.store.write { try $0.save(changes) }
    let reader = try subject.store.makeReader()
    #expect(try reader.runs(of: mine) == rows)
    #expect(try reader.runs(of: other) == [run(other, 1)])
    #expect(try reader.runs(of: endpoint()).isEmpty)
  }

  @Test(arguments: StoreSubject.allCases)
  func `a run moves on in its row, and its end takes the row away`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let endpoint = endpoint()
    var changes = DeliveryChanges()
    changes.runs = [run(endpoint, 1), run(endpoint, 2)]
    try subject.store.write { try $0.save(changes) }
    let moved = run(endpoint, 2, reached: RunPlace(.contacts, record: RecordID(random.block())))
    changes.runs = [moved]
    changes.endedRuns = [
      DeliveryChanges.EndedRun(endpoint: endpoint, number: 1),
      // Ended before any row of it was written.
      DeliveryChanges.EndedRun(endpoint: endpoint, number: 3),
    ]
    try subject.store.write { try $0.save(changes) }
    #expect(try subject.store.makeReader().runs(of: endpoint) == [moved])
  }

  @Test(arguments: StoreSubject.allCases)
  func `the runs of an ended endpoint go with it`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let (ended, other) = (endpoint(), endpoint())
    var changes = DeliveryChanges()
    changes.runs = [run(ended, 1), run(other, 1)]
    try subject.store.write { try $0.save(changes) }
    var ending = DeliveryChanges()
    ending.ended = [ended]
    try subject.store.write { try $0.save(ending) }
    let reader = try subject.store.makeReader()
    #expect(try reader.runs(of: ended).isEmpty)
    #expect(try reader.runs(of: other).count == 1)
  }
}

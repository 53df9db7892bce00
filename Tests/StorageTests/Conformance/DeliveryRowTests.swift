import Crypto
import Delivery
import Domain
import Storage
import Testing
import Views
import Wire

@Suite struct DeliveryRowTests {
  private let random = SeededRandom(seed: 7)

  private func told(_ endpoint: EndpointID, _ record: RecordID, classes: UInt8 = 2) -> ToldRow {
    ToldRow(
      endpoint: endpoint, record: record, kind: .contact,
      classes: FieldClassSet(rawValue: classes), first: Position(3))
  }

  private func exception(
    _ endpoint: EndpointID, _ record: RecordID, attempts: Int = 1
  ) -> ExceptionRow {
    ExceptionRow(
      endpoint: endpoint, record: record, kind: .contact, base: .start, cause: Position(4),
      epoch: 2, firstNumber: 5, lastNumber: 6, attempts: attempts,
      nextTry: Timestamp(seconds: 77), reason: "对方返回 503", repair: 1_800_000_000)
  }

  private func endpoints(_ count: Int) -> [EndpointID] {
    (0..<count).map { _ in EndpointID(from: random) }.sorted()
  }

  private func records(_ count: Int) -> [RecordID] {
    (0..<count).map { _ in RecordID(random.block()) }.sorted()
  }

  @Test(arguments: StoreSubject.allCases)
  func `rows come back by endpoint, in order of record`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    let endpoints = endpoints(2)
    let records = records(9)
    var changes = DeliveryChanges()
    for endpoint in endpoints.reversed() {
      changes.cursors.append(
        CursorRow(
          enterprise: journal.id, endpoint: endpoint, position: Position(8), epoch: 1,
          pulled: .begun(77)))
      changes.told += records.reversed().map { told(endpoint, $0) }
      changes.exceptions += records.reversed().map { exception(endpoint, $0) }
    }
    try subject.store.write { try $0.save(changes) }
    let reader = try subject.store.makeReader()
    #expect(try reader.cursors() == changes.cursors.reversed())
    for endpoint in endpoints {
      #expect(try reader.exceptions(of: endpoint) == records.map { exception(endpoint, $0) })
      var rows: [ToldRow] = []
      while true {
        let page = try reader.standing(at: endpoint, after: rows.last?.record, limit: 4)
        rows += page
        if page.count < 4 { break }
      }
      #expect(rows == records.map { told(endpoint, $0) })
      #expect(try reader.told(at: endpoint, record: records[3]) == rows[3])
    }
    #expect(try reader.standing(at: EndpointID(from: random), after: nil, limit: 9).isEmpty)
    #expect(try reader.told(at: endpoints[0], record: endpoints[0].record) == nil)
  }

  @Test(arguments: StoreSubject.allCases)
  func `what waits at an endpoint is taken together`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    let endpoints = endpoints(2)
    let records = records(3)
    var changes = DeliveryChanges()
    // Never told: what asked for it counts, not the start.
    changes.exceptions = [exception(endpoints[0], records[1])]
    for (record, nextTry) in [(records[0], 90), (records[2], 70)] {
      var row = exception(endpoints[0], record)
      row.base = Position(2)
      row.nextTry = Timestamp(seconds: Int64(nextTry))
      row.reason = "tried at \(nextTry)"
      changes.exceptions.append(row)
    }
    try subject.store.write { try $0.save(changes) }
    let reader = try subject.store.makeReader()
    #expect(
      try reader.exceptionSummary(of: endpoints[0])
        == ExceptionSummary(
          count: 3, oldest: Position(3), nextTry: Timestamp(seconds: 70), reason: "tried at 70"))
    #expect(try reader.exceptionSummary(of: endpoints[1]) == nil)
  }

  @Test(arguments: StoreSubject.allCases)
  func `a later row replaces one of the same key`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    let endpoint = endpoints(1)[0]
    let record = records(1)[0]
    var changes = DeliveryChanges()
    changes.cursors = [
      CursorRow(enterprise: journal.id, endpoint: endpoint, position: .start, epoch: 1)
    ]
    changes.told = [told(endpoint, record)]
    changes.exceptions = [exception(endpoint, record)]
    try subject.store.write { try $0.save(changes) }
    changes.cursors[0].position = Position(9)
    changes.cursors[0].epoch = 2
    changes.told[0].classes = FieldClassSet(rawValue: 14)
    changes.told[0].withdrawnAt = Position(9)
    changes.exceptions[0].attempts = 5
    changes.exceptions[0].reason = "timed out"
    try subject.store.write { try $0.save(changes) }
    let reader = try subject.store.makeReader()
    #expect(try reader.cursors() == changes.cursors)
    #expect(try reader.told(at: endpoint, record: record) == changes.told[0])
    #expect(try reader.standing(at: endpoint, after: nil, limit: 9).isEmpty)
    #expect(try reader.exceptions(of: endpoint) == changes.exceptions)
  }

  @Test(arguments: StoreSubject.allCases)
  func `a settled exception is gone and the others stay`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let endpoints = endpoints(2)
    let records = records(3)
    var changes = DeliveryChanges()
    changes.exceptions = endpoints.flatMap { endpoint in
      records.map { exception(endpoint, $0) }
    }
    try subject.store.write { try $0.save(changes) }
    var settling = DeliveryChanges()
    settling.settled = [
      DeliveryChanges.Settled(endpoint: endpoints[0], record: records[1]),
      DeliveryChanges.Settled(endpoint: endpoints[0], record: RecordID(random.block())),
    ]
    try subject.store.write { try $0.save(settling) }
    let reader = try subject.store.makeReader()
    #expect(try reader.exceptions(of: endpoints[0]).map(\.record) == [records[0], records[2]])
    #expect(try reader.exceptions(of: endpoints[1]).map(\.record) == records)
  }

  @Test(arguments: StoreSubject.allCases)
  func `of an ended endpoint what it was told stays, and nothing else`(_ subject: StoreSubject)
    throws
  {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    try subject.store.add(journal)
    let endpoints = endpoints(3)
    let records = records(4)
    var changes = DeliveryChanges()
    for endpoint in endpoints {
      changes.cursors.append(
        CursorRow(enterprise: journal.id, endpoint: endpoint, position: .start, epoch: 1))
      changes.told += records.map { told(endpoint, $0) }
      changes.exceptions += records.prefix(2).map { exception(endpoint, $0) }
    }
    try subject.store.write { try $0.save(changes) }
    var ending = DeliveryChanges()
    ending.ended = [endpoints[1]]
    // What is written in the same breath stays too.
    var withdrawn = told(endpoints[1], records[2])
    withdrawn.withdrawnAt = Position(8)
    ending.told = [withdrawn]
    try subject.store.write { try $0.save(ending) }
    let reader = try subject.store.makeReader()
    #expect(try reader.cursors().map(\.endpoint) == [endpoints[0], endpoints[2]])
    let exceptionCounts = try endpoints.map { try reader.exceptions(of: $0).count }
    #expect(exceptionCounts == [2, 0, 2])
    let standing = try endpoints.map { try reader.standing(at: $0, after: nil, limit: 9).count }
    #expect(standing == [4, 3, 4])
    let disclosures = try reader.disclosures(
      of: records[2], upTo: Position(9), after: nil, limit: 9)
    #expect(
      disclosures == [told(endpoints[0], records[2]), withdrawn, told(endpoints[2], records[2])])
  }

  @Test(arguments: StoreSubject.allCases)
  func `a record told again after its withdrawal has a row for each stretch`(
    _ subject: StoreSubject
  ) throws {
    let subject = try subject.make()
    let endpoints = endpoints(2)
    let records = records(3)
    var first = told(endpoints[0], records[1], classes: 14)
    first.withdrawnAt = Position(5)
    let second = ToldRow(
      endpoint: endpoints[0], record: records[1], kind: .contact,
      classes: FieldClassSet(rawValue: 2), first: Position(9), idEpoch: 2)
    let other = told(endpoints[1], records[1])
    var changes = DeliveryChanges()
    changes.told = [second, other, first, told(endpoints[0], records[0])]
    try subject.store.write { try $0.save(changes) }
    let reader = try subject.store.makeReader()
    #expect(try reader.told(at: endpoints[0], record: records[1]) == second)
    #expect(
      try reader.standing(at: endpoints[0], after: nil, limit: 9).map(\.record)
        == [records[0], records[1]])
    var rows: [ToldRow] = []
    while true {
      let last = rows.last.map { DisclosurePlace(endpoint: $0.endpoint, first: $0.first) }
      let page = try reader.disclosures(
        of: records[1], upTo: Position(9), after: last, limit: 1)
      guard !page.isEmpty else { break }
      rows += page
    }
    #expect(rows == [first, second, other])
    func disclosed(_ record: RecordID, upTo position: Int64, limit: Int) throws -> [ToldRow] {
      try reader.disclosures(of: record, upTo: Position(position), after: nil, limit: limit)
    }
    #expect(try disclosed(records[1], upTo: 8, limit: 2) == [first, other])
    #expect(try disclosed(records[1], upTo: 9, limit: 0).isEmpty)
    #expect(try disclosed(records[2], upTo: 9, limit: 9).isEmpty)
  }

  @Test(arguments: StoreSubject.allCases)
  func `a cursor of an unknown enterprise is refused`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    var changes = DeliveryChanges()
    changes.cursors = [
      CursorRow(
        enterprise: EnterpriseID(from: random), endpoint: endpoints(1)[0], position: .start,
        epoch: 1)
    ]
    let error = #expect(throws: StoreError.self) {
      try subject.store.write { try $0.save(changes) }
    }
    #expect(error?.code == .unknownEnterprise)
    #expect(try subject.store.makeReader().cursors().isEmpty)
  }
}

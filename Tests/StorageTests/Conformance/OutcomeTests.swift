import Crypto
import Domain
import Storage
import Testing
import Wire

@Suite struct OutcomeTests {
  private func outcome(at seconds: Int64, position: Int64 = 1, record: RecordID? = nil)
    -> OutcomeRow
  {
    OutcomeRow(
      fingerprint: SHA256.hash([UInt8(position)]), time: Timestamp(seconds: seconds),
      position: Position(position), record: record, kind: record == nil ? nil : .contact)
  }

  @Test(arguments: StoreSubject.allCases)
  func `an outcome is found under its own key only`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journals = [Journal(seed: 1), Journal(seed: 2)]
    let bearer = KeyID(from: journals[0].random)
    let key = IdempotencyKey(bearer: bearer, text: "wish-1")
    let row = outcome(at: 10, record: bearer.record)
    for journal in journals { try subject.store.add(journal) }
    try subject.store.write { try $0.keep(row, of: key, in: journals[0].id) }
    let reader = try subject.store.makeReader()
    #expect(try reader.outcome(of: key, since: .epoch, in: journals[0].id) == row)
    let others = [
      IdempotencyKey(bearer: nil, text: "wish-1"), IdempotencyKey(bearer: bearer, text: "wish-2"),
      IdempotencyKey(bearer: KeyID(from: journals[0].random), text: "wish-1"),
    ]
    for other in others {
      #expect(try reader.outcome(of: other, since: .epoch, in: journals[0].id) == nil)
    }
    #expect(try reader.outcome(of: key, since: .epoch, in: journals[1].id) == nil)
  }

  @Test(arguments: StoreSubject.allCases)
  func `an outcome older than asked for is not found`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    let key = IdempotencyKey(bearer: nil, text: "愿望")
    let row = outcome(at: 10)
    try subject.store.add(journal)
    try subject.store.write { try $0.keep(row, of: key, in: journal.id) }
    let reader = try subject.store.makeReader()
    let since = [9, 10, 11].map { Timestamp(seconds: $0) }
    let found = try since.map { try reader.outcome(of: key, since: $0, in: journal.id) }
    #expect(found == [row, row, nil])
  }

  @Test(arguments: StoreSubject.allCases)
  func `a later outcome replaces one of the same key`(_ subject: StoreSubject) throws {
    let subject = try subject.make()
    let journal = Journal(seed: 1)
    let key = IdempotencyKey(bearer: nil, text: "wish")
    try subject.store.add(journal)
    try subject.store.write { transaction in
      try transaction.keep(outcome(at: 10), of: key, in: journal.id)
      try transaction.keep(outcome(at: 20, position: 2), of: key, in: journal.id)
    }
    let reader = try subject.store.makeReader()
    let found = try reader.outcome(of: key, since: .epoch, in: journal.id)
    #expect(found == outcome(at: 20, position: 2))
  }

  @Test(arguments: StoreSubject.allCases)
  func `old outcomes are dropped, the oldest first and no more than asked`(
    _ subject: StoreSubject
  ) throws {
    let subject = try subject.make()
    let journals = [Journal(seed: 1), Journal(seed: 2)]
    for journal in journals { try subject.store.add(journal) }
    func keys() throws -> [Int64] {
      let reader = try subject.store.makeReader()
      return try (1...6).filter { number in
        let key = IdempotencyKey(bearer: nil, text: "\(number)")
        return try reader.outcome(of: key, since: .epoch, in: journals[Int(number) % 2].id) != nil
      }
    }
    try subject.store.write { transaction in
      for number in Int64(1)...6 {
        let key = IdempotencyKey(bearer: nil, text: "\(number)")
        try transaction.keep(outcome(at: number), of: key, in: journals[Int(number) % 2].id)
      }
    }
    try subject.store.write { try $0.dropOutcomes(before: Timestamp(seconds: 5), limit: 0) }
    #expect(try keys() == [1, 2, 3, 4, 5, 6])
    try subject.store.write { try $0.dropOutcomes(before: Timestamp(seconds: 5), limit: 3) }
    #expect(try keys() == [4, 5, 6])
    try subject.store.write { try $0.dropOutcomes(before: Timestamp(seconds: 5), limit: 3) }
    #expect(try keys() == [5, 6])
  }
}

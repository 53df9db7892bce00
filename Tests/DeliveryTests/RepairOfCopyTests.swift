import AdapterKit
import ContractKit
import Crypto
import Delivery
import Testing
import Wire

@testable import Domain
@testable import Views

/// A partner's copy of 100,000 records in which some are wrong: found, told again, and equal.
@Suite struct RepairOfCopyTests {
  @Test(arguments: [(1, 3_000), (10, 3_000), (100, 100_000)])
  func `what is wrong among 100,000 records is found and repaired`(
    count: Int, records: Int
  ) throws {
    var copy = try CopiedView(records: records)
    try copy.corrupt(count)
    #expect(try copy.problems().isEmpty == false)
    let found = try copy.compare()
    #expect(found.exchanges <= 4 + 4 * count)
    #expect(found.missing.count + found.different.count + found.extra.count == count)
    let told = try copy.repair(found)
    #expect(told <= count)
    #expect(try copy.problems() == [])
    #expect(try copy.compare().isEqual)
  }
}

/// A view, the machine that tells it, and the documented receiver's copy.
private struct CopiedView {
  private var stage: MachineStage
  private var copy: ModelCopy
  private var records: [String: RecordID] = [:]
  private let ids: PartyIDs
  /// A record that was told and has left the view, with its withdrawal acknowledged by nobody.
  private let left = RecordID(Block128(high: 9, low: 9))

  init(records count: Int) throws {
    let all = (1...count).map { RecordID(Block128(high: 2, low: UInt64($0))) }
    var stage = try MachineStage(checkpointDigest: true)
    stage.view.write(rowsOf: all)
    stage.view.save((all + [left]).map { MachineStage.toldRow($0, first: Position(1)) })
    stage.machine = EndpointMachine(
      settings: stage.settings, cursor: MachineStage.cursor(stage.view.head),
      head: stage.view.head, startedAt: stage.now)
    var held: [String: JSONObject] = [:]
    for row in try stage.view.rows(at: stage.view.head).values {
      held[row.id] = try JSON.parse(row.canonicalBytes).object
      records[row.id] = row.record
    }
    ids = stage.settings.ids
    copy = ModelCopy(restoring: held)
    self.stage = stage
  }

  /// Spoils so many records: lost, changed, and one that left the view and is still there.
  mutating func corrupt(_ count: Int) throws {
    let chosen = records.keys.sorted().prefix(count)
    for (number, id) in chosen.enumerated() {
      switch number % 3 {
      case 0: copy.spoil(id, with: ["id": .string(id), "name": "wrong"])
      case 1: copy.spoil(id, with: nil)
      default:
        // In place of a wrong one, so that as many differ as were asked for.
        let extra = number == 2 ? left : RecordID(Block128(high: 8, low: UInt64(number)))
        let text = ids.text(extra, .contact)
        copy.spoil(text, with: ["id": .string(text), "name": "extra"])
      }
    }
  }

  /// Asks for a checkpoint and says what the receiver finds by it.
  mutating func problems() throws -> [CopyProblem] {
    stage.machine.requestCheckpoint(withDigest: true)
    var found: [CopyProblem] = []
    for sending in try stage.run() {
      if case .compared(let problems) = try take(sending) { found += problems }
    }
    return found
  }

  func compare() throws -> ViewWalk.Found {
    let rows = try stage.view.rows(at: stage.view.head)
    var sums = ViewSums()
    for row in rows.values {
      let member = ViewSums.Member(record: row.record, kind: row.kind)
      sums.add(member, as: ids.shown(row.record), row.digest)
    }
    let claimed = copy.records.values.compactMap { ClaimedRecord(told: $0) }
    var comparison = RangeComparison<Never>(sums: sums, unsettled: UnsettledRecords([])) {
      members in
      members.compactMap { rows[$0.record] }.map { row in
        .init(id: row.id, shown: ids.shown(row.record), digest: row.digest)
      }
    }
    return ViewWalk(CopySums(claimed)).run { comparison.verdicts(on: $0) }
  }

  /// Has told again what was found, and gives how many events were applied.
  ///
  /// What nobody told the partner takes out itself.
  mutating func repair(_ found: ViewWalk.Found) throws -> Int {
    var asked: [RepairedRecord] = []
    for id in found.missing + found.different + found.extra {
      let record = try #require(ids.record(id, .contact))
      if try stage.view.told(record)?.stands == true {
        asked.append(RepairedRecord(record: record, kind: .contact))
      } else {
        copy.spoil(id, with: nil)
      }
    }
    stage.machine.repair(asked, at: stage.now)
    var told = 0
    var open = try stage.run()
    while !open.isEmpty {
      for sending in open {
        if case .applied = try take(sending) { told += 1 }
      }
      open = try stage.run()
    }
    return told
  }

  private mutating func take(_ sending: Sending) throws -> ModelCopy.Outcome {
    let event = try ReceivedEvent(id: sending.event.id, body: sending.event.body)
    let outcome = copy.take(event)
    stage.settle(sending, .delivered)
    return outcome
  }
}

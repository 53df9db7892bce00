import Domain
import Gateway
import Storage
import Synchronization
import Views
import Wire

/// Words what a command would do to views.
///
/// To a partner it names those parties only that its rule names one by one, and counts none: how many
/// stand below it is not its to know.
struct MovementAnswer: Sendable {
  private let command: PendingCommand
  private let slot: APIService.ThreadSlot

  /// So many records are named of each direction and party.
  static let sampleLimit = 3
  /// So many parties are told of one by one.
  private static let partyLimit = 100

  init(_ command: PendingCommand, _ slot: APIService.ThreadSlot) {
    self.command = command
    self.slot = slot
  }

  private var caller: Caller { command.caller }

  func reply(to result: Result<MovementReport, MovementFailure>) -> Reply {
    switch result {
    case .failure(.refused(let refusal)): command.reply(to: .failure(.refused(refusal)))
    case .failure(let failure): Problem(failure).reply
    case .success(let report): reply(report)
    }
  }

  private func reply(_ report: MovementReport) -> Reply {
    let known = caller.isBrand ? nil : KnownSeers(report.changes)
    let moved = report.movement.parties
      .filter { known?.contains($0.party) ?? true }
      .sorted { Self.weight($0) > Self.weight($1) }
    let named = Array(moved.prefix(Self.partyLimit))
    do {
      let names = try names(of: named)
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("preview")
      writer.bool(true)
      writer.key("needs_approval")
      writer.bool(report.excess != nil)
      writer.key("records")
      write(report.movement.records, to: &writer)
      if caller.isBrand { writeTotals(of: report, to: &writer) }
      writer.key("by_party")
      writer.beginArray()
      for party in named { write(party, names, to: &writer) }
      writer.endArray()
      writer.key("more_parties")
      writer.integer(moved.count - named.count)
      writer.endObject()
      return Reply(.ok, body: writer.finish())
    } catch {
      return Problem.readFailed.reply
    }
  }

  /// Those that lose most come first, then those that gain most.
  private static func weight(_ party: ViewMovement.PartyMovement) -> (Int, Int) {
    (party.records[.disappears].count, party.records[.appears].count)
  }

  private func writeTotals(of report: MovementReport, to writer: inout JSONWriter) {
    writer.key("parties")
    writer.beginObject()
    for direction in ViewMovement.Direction.allCases {
      writer.key(direction.name)
      writer.integer(report.movement.count(of: direction))
    }
    writer.endObject()
    writer.key("withdrawals")
    writer.beginObject()
    writer.key("count")
    writer.integer(report.movement.withdrawals)
    if let excess = report.excess {
      writer.key("limit")
      writer.integer(excess.limit)
    }
    writer.endObject()
  }

  private func write(
    _ party: ViewMovement.PartyMovement, _ names: Names, to writer: inout JSONWriter
  ) {
    writer.beginObject()
    writer.member("party", caller.ids.text(party.party))
    if let name = names.partners[party.party] {
      writer.member("code", name.code)
      writer.member("name", name.name)
    }
    writer.key("records")
    write(party.records, to: &writer)
    writer.key("sample")
    writer.beginObject()
    for direction in ViewMovement.Direction.allCases {
      writer.key(direction.name)
      writer.beginArray()
      for one in party.sample[direction] ?? [] {
        writer.beginObject()
        writer.member("kind", one.kind.name)
        writer.member("id", caller.ids.text(one.record, one.kind))
        if let name = names.records[one.record] {
          writer.member("code", name.code)
          writer.member("name", name.name)
        }
        writer.endObject()
      }
      writer.endArray()
    }
    writer.endObject()
    writer.endObject()
  }

  private func write(_ records: RecordMovement, to writer: inout JSONWriter) {
    writer.beginObject()
    for direction in ViewMovement.Direction.allCases {
      writer.key(direction.name)
      writer.beginObject()
      writer.key("contacts")
      writer.integer(records[direction].contacts)
      writer.key("departments")
      writer.integer(records[direction].departments)
      writer.endObject()
    }
    writer.endObject()
  }

  fileprivate struct RecordName {
    let code: String
    let name: String
  }

  private struct Names {
    var records: [RecordID: RecordName] = [:]
    /// Told to the enterprise only.
    var partners: [Party: RecordName] = [:]
  }

  /// What the records of the samples are called, as far as they are the caller's own; that is all of
  /// them, for a rule speaks of its own organization's records.
  private func names(of parties: [ViewMovement.PartyMovement]) throws -> Names {
    let samples = Set(parties.flatMap { $0.sample.values.joined() })
    return try slot.reader.withLock { reader in
      try reader.session.follow()
      let head = try reader.session.head(of: caller.enterprise).position
      var names = Names()
      for sample in samples {
        let record = try reader.session.record(
          sample.record, sample.kind, at: head, in: caller.enterprise)
        guard let record, record.owner == caller.party else { continue }
        names.records[sample.record] = RecordName(record)
      }
      guard caller.isBrand else { return names }
      let partners = reader.session.topology(of: caller.enterprise).partners
      for case .partner(let id) in parties.map(\.party) {
        names.partners[.partner(id)] = partners[id].flatMap { RecordName(.partner($0)) }
      }
      return names
    }
  }
}

extension MovementAnswer.RecordName {
  fileprivate init?(_ record: Record) {
    switch record {
    case .contact(let contact): self.init(code: contact.code.text, name: contact.name.text)
    case .department(let department):
      self.init(code: department.code.text, name: department.name.text)
    case .partner(let partner): self.init(code: partner.code.text, name: partner.name.text)
    default: return nil
    }
  }
}

extension ViewMovement.Direction {
  /// The member of an answer.
  var name: String {
    switch self {
    case .appears: "appear"
    case .disappears: "disappear"
    case .changes: "change"
    }
  }
}

/// The parties that a partner may be told of: those that it names itself in a rule.
struct KnownSeers {
  private let parties: Set<Party>

  init(_ changes: [Change]) {
    self.init(changes.compactMap { RuleEdit($0) })
  }

  init(_ edits: [RuleEdit]) {
    let lists = edits.flatMap { [$0.before, $0.after] }.compactMap { $0?.seenBy }
    parties = lists.reduce(into: []) { result, seenBy in
      if seenBy.enterprise { result.insert(.enterprise) }
      result.formUnion(seenBy.partners.map { .partner($0) })
    }
  }

  func contains(_ party: Party) -> Bool { parties.contains(party) }
}

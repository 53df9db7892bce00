import Wire

extension StagedChange {
  func encode(into writer: inout FieldWriter) {
    writer.party(1, organization)
    writer.number(2, UInt64(state.rawValue))
    writer.number(3, UInt64(max(0, time.microseconds)))
    writer.nested(4) { proposal.encode(into: &$0) }
    writer.nested(5) { count.encode(into: &$0) }
  }

  init(id: StagedChangeID, reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var organization = Party.enterprise
    var state: State?
    var time = Timestamp.epoch
    var proposal: Proposal?
    var count: Count?
    while let entry = try reader.next() {
      switch entry.field {
      case 1: organization = .partner(PartnerID(try entry.id()))
      case 2: state = try entry.choice()
      case 3: time = Timestamp(microseconds: Int64(clamping: try entry.number()))
      case 4: proposal = try Proposal(reader: entry.reader())
      case 5: count = try Count(reader: entry.reader())
      default: break
      }
    }
    guard let state, let proposal, let count else {
      throw DamagedRecord("a staged change without state, proposal or count")
    }
    self.init(
      id: id, organization: organization, proposal: proposal, time: time, state: state,
      count: count)
  }
}

extension StagedChange.Proposal {
  func encode(into writer: inout FieldWriter) {
    switch self {
    case .removals(let kind, let records):
      writer.number(4, UInt64(kind.rawValue))
      for record in records { writer.id(5, record.bits) }
    case .rule(let edit):
      for (field, rule) in [(UInt64(1), edit.before), (2, edit.after)] {
        guard let rule else { continue }
        writer.nested(field) { inner in
          inner.id(1, rule.id.bits)
          inner.nested(2) { rule.encode(into: &$0) }
        }
      }
    }
  }

  init(reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var before: Rule?
    var after: Rule?
    var kind: RecordKind?
    var records: [RecordID] = []
    while let entry = try reader.next() {
      switch entry.field {
      case 1: before = try Self.rule(entry.reader())
      case 2: after = try Self.rule(entry.reader())
      case 4: kind = try entry.choice()
      case 5: records.append(RecordID(try entry.id()))
      default: break
      }
    }
    if let kind {
      self = .removals(kind, records)
    } else if let edit = RuleEdit(before: before, after: after) {
      self = .rule(edit)
    } else {
      throw DamagedRecord("a proposal of nothing")
    }
  }

  private static func rule(_ reader: FieldReader) throws(DamagedRecord) -> Rule {
    var reader = reader
    var id: RuleID?
    var body: FieldReader?
    while let entry = try reader.next() {
      switch entry.field {
      case 1: id = RuleID(try entry.id())
      case 2: body = try entry.reader()
      default: break
      }
    }
    guard let id, let body else { throw DamagedRecord("a proposed rule without id or body") }
    return try Rule(id: id, reader: body)
  }
}

extension StagedChange.Count {
  func encode(into writer: inout FieldWriter) {
    writer.number(1, UInt64(structure.number))
    writer.number(2, UInt64(records))
    if let withdrawals { writer.nested(3) { withdrawals.encode(into: &$0) } }
    for one in sample {
      writer.nested(4) { inner in
        inner.id(1, one.record.bits)
        inner.number(2, UInt64(one.kind.rawValue))
      }
    }
  }

  init(reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var structure = Position.start
    var records = 0
    var withdrawals: StagedChange.Withdrawals?
    var sample: [StagedChange.Sample] = []
    while let entry = try reader.next() {
      switch entry.field {
      case 1: structure = Position(Int64(clamping: try entry.number()))
      case 2: records = try entry.smallNumber()
      case 3: withdrawals = try StagedChange.Withdrawals(reader: entry.reader())
      case 4: sample.append(try StagedChange.Sample(reader: entry.reader()))
      default: break
      }
    }
    self.init(structure: structure, records: records, withdrawals: withdrawals, sample: sample)
  }
}

extension StagedChange.Withdrawals {
  fileprivate func encode(into writer: inout FieldWriter) {
    writer.number(1, UInt64(count))
    writer.number(2, UInt64(parties))
    for one in most {
      writer.nested(3) { inner in
        inner.party(1, one.party)
        inner.number(2, UInt64(one.count))
      }
    }
  }

  fileprivate init(reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var count = 0
    var parties = 0
    var most: [StagedChange.PartyCount] = []
    while let entry = try reader.next() {
      switch entry.field {
      case 1: count = try entry.smallNumber()
      case 2: parties = try entry.smallNumber()
      case 3: most.append(try StagedChange.PartyCount(reader: entry.reader()))
      default: break
      }
    }
    self.init(count: count, parties: parties, most: most)
  }
}

extension StagedChange.PartyCount {
  fileprivate init(reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var party = Party.enterprise
    var count = 0
    while let entry = try reader.next() {
      switch entry.field {
      case 1: party = .partner(PartnerID(try entry.id()))
      case 2: count = try entry.smallNumber()
      default: break
      }
    }
    self.init(party: party, count: count)
  }
}

extension StagedChange.Sample {
  fileprivate init(reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var record: RecordID?
    var kind: RecordKind?
    while let entry = try reader.next() {
      switch entry.field {
      case 1: record = RecordID(try entry.id())
      case 2: kind = try entry.choice()
      default: break
      }
    }
    guard let record, let kind else { throw DamagedRecord("a sample of no record") }
    self.init(record: record, kind: kind)
  }
}

import Wire

extension Rule {
  func encode(into writer: inout FieldWriter) {
    writer.party(1, organization)
    writer.text(2, code.text)
    writer.number(3, UInt64(effect.rawValue))
    for department in seen.departments { writer.id(4, department.bits) }
    for contact in seen.contacts { writer.id(5, contact.bits) }
    if seenBy.enterprise { writer.number(6, 1) }
    for partner in seenBy.partners { writer.id(7, partner.bits) }
    for group in seenBy.groups { writer.id(8, group.bits) }
    // Sorted, so that one rule has one encoding.
    for (fieldClass, level) in fields.classes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      writer.number(9, UInt64(fieldClass.rawValue) << 8 | UInt64(level.rawValue))
    }
    for (field, level) in fields.fields.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      writer.number(10, UInt64(field.rawValue) << 8 | UInt64(level.rawValue))
    }
    encodeFurtherSelectors(into: &writer)
  }

  private func encodeFurtherSelectors(into writer: inout FieldWriter) {
    for department in seen.singleDepartments { writer.id(11, department.bits) }
    for position in seen.positions { writer.text(12, position.text) }
    for group in seenBy.singleGroups { writer.id(13, group.bits) }
    for kind in seenBy.kinds { writer.number(14, UInt64(kind.rawValue)) }
    for tier in seenBy.tiers {
      writer.nested(15) { inner in
        inner.id(1, tier.chain.bits)
        inner.number(2, UInt64(tier.depth))
      }
    }
    for partner in seenBy.subtrees { writer.id(16, partner.bits) }
    if purpose != .standard { writer.number(17, UInt64(purpose.rawValue)) }
    if let window { writer.nested(18) { window.encode(into: &$0) } }
    if phase != .open { writer.number(19, UInt64(phase.rawValue)) }
  }

  init(id: RuleID, reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var organization = Party.enterprise
    var code: Code?
    var effect: Effect?
    var rest = Rule(
      id: id, organization: .enterprise, code: Code(stored: ""), effect: .deny, seen: Seen(),
      seenBy: SeenBy(), fields: FieldLevels())
    while let entry = try reader.next() {
      switch entry.field {
      case 1: organization = .partner(PartnerID(try entry.id()))
      case 2: code = try entry.code()
      case 3: effect = try entry.choice()
      default: try rest.read(entry)
      }
    }
    guard let code, let effect else { throw DamagedRecord("a rule without code or effect") }
    self.init(
      id: id, organization: organization, code: code, effect: effect, seen: rest.seen,
      seenBy: rest.seenBy, fields: rest.fields, purpose: rest.purpose, window: rest.window,
      phase: rest.phase)
  }

  private mutating func read(_ entry: FieldReader.Entry) throws(DamagedRecord) {
    switch entry.field {
    case 4: seen.departments.append(DepartmentID(try entry.id()))
    case 5: seen.contacts.append(ContactID(try entry.id()))
    case 6: seenBy.enterprise = try entry.number() == 1
    case 7: seenBy.partners.append(PartnerID(try entry.id()))
    case 8: seenBy.groups.append(GroupID(try entry.id()))
    case 9:
      let (fieldClass, level): (FieldClass, FieldLevel) = try entry.level()
      fields.classes[fieldClass] = level
    case 10:
      let (field, level): (Field, FieldLevel) = try entry.level()
      fields.fields[field] = level
    default: try readFurtherSelector(entry)
    }
  }

  private mutating func readFurtherSelector(_ entry: FieldReader.Entry) throws(DamagedRecord) {
    switch entry.field {
    case 11: seen.singleDepartments.append(DepartmentID(try entry.id()))
    case 12: seen.positions.append(try entry.name())
    case 13: seenBy.singleGroups.append(GroupID(try entry.id()))
    case 14: seenBy.kinds.append(try entry.choice())
    case 15: seenBy.tiers.append(try Tier(reader: entry.reader()))
    case 16: seenBy.subtrees.append(PartnerID(try entry.id()))
    case 17: purpose = try entry.choice()
    case 18: window = try Window(reader: entry.reader())
    case 19: phase = try entry.choice()
    default: break
    }
  }
}

extension Window {
  func encode(into writer: inout FieldWriter) {
    if let from { writer.number(1, UInt64(bitPattern: from.microseconds)) }
    if let until { writer.number(2, UInt64(bitPattern: until.microseconds)) }
  }

  init(reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var from: Timestamp?
    var until: Timestamp?
    while let entry = try reader.next() {
      switch entry.field {
      case 1: from = Timestamp(microseconds: Int64(bitPattern: try entry.number()))
      case 2: until = Timestamp(microseconds: Int64(bitPattern: try entry.number()))
      default: break
      }
    }
    do {
      try self.init(from: from, until: until)
    } catch {
      throw DamagedRecord("\(error)")
    }
  }
}

extension Tier {
  fileprivate init(reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var chain: ChainID?
    var depth = 0
    while let entry = try reader.next() {
      switch entry.field {
      case 1: chain = ChainID(try entry.id())
      case 2: depth = try entry.smallNumber()
      default: break
      }
    }
    guard let tier = chain.flatMap({ Tier(chain: $0, depth: depth) }) else {
      throw DamagedRecord("a tier without chain or depth")
    }
    self = tier
  }
}

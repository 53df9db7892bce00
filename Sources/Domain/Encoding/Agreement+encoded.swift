extension Agreement {
  func encode(into writer: inout FieldWriter) {
    writer.id(1, partner.bits)
    writer.number(2, UInt64(version))
    writer.nested(3) { terms.encode(into: &$0) }
    if let offer { writer.nested(4) { offer.encode(into: &$0) } }
    if phase != .open { writer.number(5, UInt64(phase.rawValue)) }
  }

  init(id: AgreementID, reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var partner: PartnerID?
    var version: Int?
    var terms: Terms?
    var offer: Terms?
    var phase = Window.Phase.open
    while let entry = try reader.next() {
      switch entry.field {
      case 1: partner = PartnerID(try entry.id())
      case 2: version = try entry.smallNumber()
      case 3: terms = try Terms(reader: entry.reader())
      case 4: offer = try Terms(reader: entry.reader())
      case 5: phase = try entry.choice()
      default: break
      }
    }
    guard let partner, let version, let terms else {
      throw DamagedRecord("an agreement without partner, version or terms")
    }
    self.init(
      id: id, partner: partner, version: version, terms: terms, offer: offer, phase: phase)
  }
}

extension Terms {
  fileprivate func encode(into writer: inout FieldWriter) {
    // Sorted, so that the same terms have one encoding.
    for (fieldClass, level) in ceiling.classes.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      writer.number(1, UInt64(fieldClass.rawValue) << 8 | UInt64(level.rawValue))
    }
    for (field, level) in ceiling.fields.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      writer.number(2, UInt64(field.rawValue) << 8 | UInt64(level.rawValue))
    }
    for purpose in purposes.sorted(by: { $0.rawValue < $1.rawValue }) {
      writer.number(3, UInt64(purpose.rawValue))
    }
    if let term { writer.nested(4) { term.encode(into: &$0) } }
  }

  fileprivate init(reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var ceiling = FieldLevels()
    var purposes: Set<Purpose> = []
    var term: Window?
    while let entry = try reader.next() {
      switch entry.field {
      case 1:
        let (fieldClass, level): (FieldClass, FieldLevel) = try entry.level()
        ceiling.classes[fieldClass] = level
      case 2:
        let (field, level): (Field, FieldLevel) = try entry.level()
        ceiling.fields[field] = level
      case 3: purposes.insert(try entry.choice())
      case 4: term = try Window(reader: entry.reader())
      default: break
      }
    }
    self.init(ceiling: ceiling, purposes: purposes, term: term)
  }
}

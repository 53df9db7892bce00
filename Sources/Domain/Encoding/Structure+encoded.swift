extension Enterprise {
  func encode(into writer: inout FieldWriter) {
    writer.text(1, name.text)
  }

  init(id: EnterpriseID, reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var name: Name?
    while let entry = try reader.next() {
      if entry.field == 1 { name = try entry.name() }
    }
    guard let name else { throw DamagedRecord("an enterprise without name") }
    self.init(id: id, name: name)
  }
}

extension Chain {
  func encode(into writer: inout FieldWriter) {
    writer.text(1, code.text)
    writer.text(2, name.text)
  }

  init(id: ChainID, reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var code: Code?
    var name: Name?
    while let entry = try reader.next() {
      switch entry.field {
      case 1: code = try entry.code()
      case 2: name = try entry.name()
      default: break
      }
    }
    guard let code, let name else { throw DamagedRecord("a chain without code or name") }
    self.init(id: id, code: code, name: name)
  }
}

extension Group {
  func encode(into writer: inout FieldWriter) {
    writer.id(1, chain.bits)
    if let parent { writer.id(2, parent.bits) }
    writer.text(3, code.text)
    writer.text(4, name.text)
  }

  init(id: GroupID, reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var chain: ChainID?
    var parent: GroupID?
    var code: Code?
    var name: Name?
    while let entry = try reader.next() {
      switch entry.field {
      case 1: chain = ChainID(try entry.id())
      case 2: parent = GroupID(try entry.id())
      case 3: code = try entry.code()
      case 4: name = try entry.name()
      default: break
      }
    }
    guard let chain, let code, let name else {
      throw DamagedRecord("a group without chain, code or name")
    }
    self.init(id: id, chain: chain, parent: parent, code: code, name: name)
  }
}

extension Partner {
  func encode(into writer: inout FieldWriter) {
    writer.text(1, code.text)
    writer.text(2, name.text)
    writer.number(3, UInt64(kind.rawValue))
    writer.number(4, UInt64(state.rawValue))
    if idEpoch > 0 { writer.number(5, UInt64(idEpoch)) }
  }

  init(id: PartnerID, reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var code: Code?
    var name: Name?
    var kind: Kind?
    var state: State?
    var idEpoch = 0
    while let entry = try reader.next() {
      switch entry.field {
      case 1: code = try entry.code()
      case 2: name = try entry.name()
      case 3: kind = try entry.choice()
      case 4: state = try entry.choice()
      case 5: idEpoch = try entry.smallNumber()
      default: break
      }
    }
    guard let code, let name, let kind, let state else {
      throw DamagedRecord("a partner without code, name, kind or state")
    }
    self.init(id: id, code: code, name: name, kind: kind, state: state, idEpoch: idEpoch)
  }
}

extension Membership {
  func encode(into writer: inout FieldWriter) {
    writer.id(1, chain.bits)
    writer.id(2, partner.bits)
    for group in groups { writer.id(3, group.bits) }
    if let parent { writer.id(4, parent.bits) }
  }

  init(id: MembershipID, reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var chain: ChainID?
    var partner: PartnerID?
    var groups: [GroupID] = []
    var parent: MembershipID?
    while let entry = try reader.next() {
      switch entry.field {
      case 1: chain = ChainID(try entry.id())
      case 2: partner = PartnerID(try entry.id())
      case 3: groups.append(GroupID(try entry.id()))
      case 4: parent = MembershipID(try entry.id())
      default: break
      }
    }
    guard let chain, let partner else {
      throw DamagedRecord("a membership without chain or partner")
    }
    self.init(id: id, chain: chain, partner: partner, groups: groups, parent: parent)
  }
}

extension Department {
  func encode(into writer: inout FieldWriter) {
    writer.party(1, organization)
    if let parent { writer.id(2, parent.bits) }
    writer.text(3, code.text)
    writer.text(4, name.text)
  }

  init(id: DepartmentID, reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var organization = Party.enterprise
    var parent: DepartmentID?
    var code: Code?
    var name: Name?
    while let entry = try reader.next() {
      switch entry.field {
      case 1: organization = .partner(PartnerID(try entry.id()))
      case 2: parent = DepartmentID(try entry.id())
      case 3: code = try entry.code()
      case 4: name = try entry.name()
      default: break
      }
    }
    guard let code, let name else { throw DamagedRecord("a department without code or name") }
    self.init(id: id, organization: organization, parent: parent, code: code, name: name)
  }
}

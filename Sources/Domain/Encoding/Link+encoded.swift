extension Link {
  func encode(into writer: inout FieldWriter) {
    writer.party(1, organization)
    writer.number(2, UInt64(type.rawValue))
    writer.id(3, from.bits)
    writer.id(4, to.bits)
  }

  init(id: LinkID, reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var organization = Party.enterprise
    var type: LinkType?
    var from: ContactID?
    var to: ContactID?
    while let entry = try reader.next() {
      switch entry.field {
      case 1: organization = .partner(PartnerID(try entry.id()))
      case 2: type = try entry.choice()
      case 3: from = ContactID(try entry.id())
      case 4: to = ContactID(try entry.id())
      default: break
      }
    }
    guard let type, let from, let to else {
      throw DamagedRecord("a link without type or an end")
    }
    self.init(id: id, organization: organization, type: type, from: from, to: to)
  }
}

import Crypto

extension Key {
  func encode(into writer: inout FieldWriter) {
    writer.party(1, party)
    writer.number(2, UInt64(role.rawValue))
    writer.text(3, name.text)
    writer.bytes(4, secretDigest.bytes)
  }

  init(id: KeyID, reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var party = Party.enterprise
    var role: Role?
    var name: Name?
    var digest: Digest?
    while let entry = try reader.next() {
      switch entry.field {
      case 1: party = .partner(PartnerID(try entry.id()))
      case 2: role = try entry.choice()
      case 3: name = try entry.name()
      case 4: digest = Digest(bytes: try entry.bytes())
      default: break
      }
    }
    guard let role, let name, let digest else {
      throw DamagedRecord("a key without role, name or digest")
    }
    self.init(id: id, party: party, role: role, name: name, secretDigest: digest)
  }
}

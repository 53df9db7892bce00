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
    var role = Role.partnerAdmin
    var name = ""
    var digest: Digest?
    while let entry = try reader.next() {
      switch entry.field {
      case 1: party = .partner(PartnerID(try entry.id()))
      case 2: role = try entry.choice()
      case 3: name = try entry.text()
      case 4: digest = Digest(bytes: try entry.bytes())
      default: break
      }
    }
    guard let digest else { throw DamagedRecord("a key without digest") }
    self.init(id: id, party: party, role: role, name: Name(stored: name), secretDigest: digest)
  }
}

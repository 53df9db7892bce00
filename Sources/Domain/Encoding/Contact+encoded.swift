import Wire

extension Contact {
  func encode(into writer: inout FieldWriter) {
    writer.party(1, organization)
    writer.text(2, code.text)
    writer.text(3, name.text)
    for placement in placements {
      writer.nested(4) { placement.encode(into: &$0) }
    }
    for phone in phones { writer.text(5, phone.text) }
    for email in emails { writer.text(6, email.text) }
    writer.number(7, UInt64(employment.rawValue))
    if let lastDay { writer.text(8, lastDay.description) }
    for field in custom {
      writer.nested(9) { field.encode(into: &$0) }
    }
  }

  init(id: ContactID, reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var organization = Party.enterprise
    var code: Code?
    var name: Name?
    var rest = Contact(
      id: id, organization: .enterprise, code: Code(stored: ""), name: Name(stored: ""))
    while let entry = try reader.next() {
      switch entry.field {
      case 1: organization = .partner(PartnerID(try entry.id()))
      case 2: code = try entry.code()
      case 3: name = try entry.name()
      default: try rest.read(entry)
      }
    }
    guard let code, let name else { throw DamagedRecord("a contact without code or name") }
    self.init(
      id: id, organization: organization, code: code, name: name,
      placements: rest.placements, phones: rest.phones, emails: rest.emails,
      employment: rest.employment, lastDay: rest.lastDay, custom: rest.custom)
  }

  private mutating func read(_ entry: FieldReader.Entry) throws(DamagedRecord) {
    switch entry.field {
    case 4: placements.append(try Placement(reader: entry.reader()))
    case 5: phones.append(PhoneNumber(stored: try entry.requiredText()))
    case 6: emails.append(EmailAddress(stored: try entry.requiredText()))
    case 7: employment = try entry.choice()
    case 8:
      guard let day = CalendarDate(parsing: try entry.text()) else {
        throw DamagedRecord("a bad last day")
      }
      lastDay = day
    case 9: custom.append(try CustomField(reader: entry.reader()))
    default: break
    }
  }
}

extension Contact.Placement {
  func encode(into writer: inout FieldWriter) {
    writer.id(1, department.bits)
    if let position { writer.text(2, position.text) }
  }

  init(reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var department: DepartmentID?
    var position: Name?
    while let entry = try reader.next() {
      switch entry.field {
      case 1: department = DepartmentID(try entry.id())
      case 2: position = try entry.name()
      default: break
      }
    }
    guard let department else { throw DamagedRecord("a placement without department") }
    self.init(department: department, position: position)
  }
}

extension CustomField {
  func encode(into writer: inout FieldWriter) {
    writer.text(1, name)
    writer.text(2, value)
    writer.number(3, UInt64(fieldClass.rawValue))
  }

  init(reader: FieldReader) throws(DamagedRecord) {
    var reader = reader
    var name: String?
    var value: String?
    var fieldClass: FieldClass?
    while let entry = try reader.next() {
      switch entry.field {
      case 1: name = try entry.requiredText()
      case 2: value = try entry.requiredText()
      case 3: fieldClass = try entry.choice()
      default: break
      }
    }
    guard let name, let value, let fieldClass else {
      throw DamagedRecord("a custom field without name, value or class")
    }
    self.init(stored: name, value: value, fieldClass: fieldClass)
  }
}

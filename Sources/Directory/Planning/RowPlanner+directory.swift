import Domain

extension RowPlanner {
  mutating func plan(
    _ row: DepartmentRow, _ id: DepartmentID, in state: some DirectoryState
  ) throws -> RowPlan {
    let parent = try row.parent.map { try department($0, field: "parent", state) }
    let known = try find(.department, row.code, in: scope(in: state), state)
    guard let known, case .department(let old)? = try state.record(known, .department) else {
      let name = try require(row.name, "name", of: .department)
      return .creating(
        .department(
          Department(
            id: id, organization: organization, parent: parent ?? nil, code: row.code, name: name)))
    }
    var change = Department.Change()
    var fields: [String] = []
    if let name = row.name, name != old.name {
      change.name = name
      fields.append("name")
    }
    if let parent, parent != old.parent {
      change.parent = parent
      fields.append("parent")
    }
    return .changing(fields, .department(old.id, change))
  }

  mutating func plan(
    _ row: ContactRow, _ id: ContactID, in state: some DirectoryState
  ) throws -> RowPlan {
    let placements = try placements(of: row, in: state)
    let known = try find(.contact, row.code, in: scope(in: state), state)
    guard let known, case .contact(let old)? = try state.record(known, .contact) else {
      let name = try require(row.name, "name", of: .contact)
      return .creating(
        .contact(
          Contact(
            id: id, organization: organization, code: row.code, name: name,
            placements: placements ?? [], phones: row.phones ?? [], emails: row.emails ?? [],
            employment: row.employment ?? .active, lastDay: row.lastDay ?? nil,
            custom: row.custom ?? [])))
    }
    let (change, fields) = Self.change(row, placements, of: old)
    return .changing(fields, .contact(old.id, change))
  }

  private static func change(
    _ row: ContactRow, _ placements: [Contact.Placement]?, of old: Contact
  ) -> (Contact.Change, [String]) {
    var change = Contact.Change()
    var fields: [String] = []
    func set<Value: Equatable>(
      _ field: String, _ wanted: Value?, _ present: Value,
      _ member: WritableKeyPath<Contact.Change, Value?>
    ) {
      guard let wanted, wanted != present else { return }
      change[keyPath: member] = wanted
      fields.append(field)
    }
    set("name", row.name, old.name, \.name)
    set("departments", placements, old.placements, \.placements)
    set("phones", row.phones, old.phones, \.phones)
    set("emails", row.emails, old.emails, \.emails)
    set("employment", row.employment, old.employment, \.employment)
    set("last_day", row.lastDay, old.lastDay, \.lastDay)
    set("custom", row.custom, old.custom, \.custom)
    return (change, fields)
  }

  private mutating func placements(
    of row: ContactRow, in state: some DirectoryState
  ) throws -> [Contact.Placement]? {
    guard let rows = row.placements else { return nil }
    var placements: [Contact.Placement] = []
    for (number, placement) in rows.enumerated() {
      let field = "departments/\(number)/department"
      let id = try require(
        .department, placement.department, in: scope(in: state), field: field, state)
      placements.append(
        Contact.Placement(department: DepartmentID(id), position: placement.position))
    }
    return placements
  }

  private mutating func department(
    _ code: Code?, field: String, _ state: some DirectoryState
  ) throws -> DepartmentID? {
    guard let code else { return nil }
    return DepartmentID(
      try require(.department, code, in: scope(in: state), field: field, state))
  }
}

import Domain
import Gateway
import Views
import Wire

enum ContactOperations {
  static func list(_ context: ReadContext) throws -> Reply {
    let organization = try context.organization("organization")
    let scope = organization.scope(in: context.caller.enterprise)
    let listing = try Listing(context, filter: "\(scope.bits)")
    guard organization != context.caller.party else {
      return try listing.named(.contact, in: scope)
    }
    let reader = try context.session.records(at: listing.position, in: context.caller.enterprise)
    let allows = context.allows(of: organization)
    var candidates = Set(allows.flatMap(\.seen.contacts).map(\.record))
    if allows.contains(where: { !$0.seen.positions.isEmpty }) {
      let all = try reader.contacts(of: organization, at: listing.position)
      candidates.formUnion(all.map(\.record))
    }
    for department in context.departments(shownBy: organization) {
      let members = try reader.contacts(in: DepartmentID(department), at: listing.position)
      candidates.formUnion(members.map(\.record))
    }
    return try listing.visible(.contact, among: candidates)
  }

  static func create(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let code = members.required("code", .code)
    let name = members.required("name", .name)
    let placements = members.optional("departments", .list(.placement(context.ids)))
    let phones = members.optional("phones", .list(.phone))
    let emails = members.optional("emails", .list(.email))
    let employment = members.optional("employment", .employment)
    let lastDay = members.optional("last_day", .nullable(.date)) as CalendarDate??
    let custom = members.optional("custom", .custom)
    var record: Record?
    if let code, let name {
      record = .contact(
        Contact(
          id: context.newID(), organization: context.caller.party, code: code, name: name,
          placements: placements ?? [], phones: phones ?? [], emails: emails ?? [],
          employment: employment ?? .active, lastDay: lastDay ?? nil, custom: custom ?? []))
    }
    return try context.creating(record, members)
  }

  static func change(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    // Only an object within the record is merged into what is there; all else the writer reads.
    let known = members.has("custom") ? try context.known(.contact) : nil
    var change = Contact.Change()
    change.code = members.optional("code", .code)
    change.name = members.optional("name", .name)
    change.placements = members.optional("departments", .list(.placement(context.ids)))
    change.phones = members.optional("phones", .list(.phone))
    change.emails = members.optional("emails", .list(.email))
    change.employment = members.optional("employment", .employment)
    change.lastDay = members.optional("last_day", .nullable(.date))
    change.custom = members.merged("custom", into: context.tree(of: known), .custom)
    return try context.changing(.contact(context.target(.contact), change), of: known, members)
  }
}

extension WriteContext {
  /// The present record as a value; nil where the caller cannot write it anyway.
  func tree(of known: Record?) -> JSON? {
    guard let known, known.owner == caller.party || known.kind == .endpoint else { return nil }
    return representation.tree(of: known)
  }
}

extension Reading<Contact.Placement> {
  static func placement(_ ids: PartyIDs) -> Reading {
    Reading { input in
      guard var members = ObjectReader(input) else { return nil }
      let department = members.required("department", .id(.department, ids)) as DepartmentID?
      let position = members.optional("position", .nullable(.name)) as Name??
      members.end()
      return department.map { Contact.Placement(department: $0, position: position ?? nil) }
    }
  }
}

extension Reading<[CustomField]> {
  /// An object of objects: by name the value, and the class that rules see it under.
  static var custom: Reading {
    Reading { input in
      guard let object = Reading<JSONObject>.object.read(input) else { return nil }
      let fields = object.map { member in
        customField(member.name, input.member(member.name, member.value))
      }
      let valid = fields.compactMap { $0 }
      return valid.count == fields.count ? valid.sorted { $0.name < $1.name } : nil
    }
  }

  private static func customField(_ name: String, _ input: FieldInput) -> CustomField? {
    guard var members = ObjectReader(input) else { return nil }
    let value = members.required("value", Reading<String>.made { $0 })
    let fieldClass = members.required("class", .fieldClass)
    members.end()
    guard let value, let fieldClass else { return nil }
    do {
      return try CustomField(name: name, value: value, fieldClass: fieldClass)
    } catch {
      return input.fail("\(error)")
    }
  }
}

import Domain
import Views
import Wire

enum DepartmentOperations {
  static func list(_ context: ReadContext) throws -> Reply {
    let organization = try context.organization("organization")
    let scope = organization.scope(in: context.caller.enterprise)
    let listing = try Listing(context, filter: "\(scope.bits)")
    guard organization != context.caller.party else {
      return try listing.named(.department, in: scope)
    }
    return try listing.visible(.department, among: context.departments(shownBy: organization))
  }

  static func create(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let code = members.required("code", .code)
    let name = members.required("name", .name)
    let parent =
      members.optional("parent", .nullable(.id(.department, context.ids))) as DepartmentID??
    var record: Record?
    if let code, let name {
      record = .department(
        Department(
          id: context.newID(), organization: context.caller.party, parent: parent ?? nil,
          code: code, name: name))
    }
    return try context.creating(record, members)
  }

  static func change(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let change = Department.Change(
      parent: members.optional("parent", .nullable(.id(.department, context.ids))),
      code: members.optional("code", .code), name: members.optional("name", .name))
    return try context.changing(
      .department(context.target(.department), change), members)
  }
}

extension ReadContext {
  /// What the allows of an organization that speak to the caller name of its records: nothing else
  /// of it can be visible.
  func allows(of organization: Party) -> [Rule] {
    guard !caller.isPending else { return [] }
    return topology.rules(for: caller.party).filter {
      $0.organization == organization && $0.effect == .allow && $0.isOpen
    }
  }

  func departments(shownBy organization: Party) -> Set<RecordID> {
    let topology = topology
    let allows = allows(of: organization)
    let below = allows.flatMap(\.seen.departments).flatMap { topology.descendants(from: $0) }
    return Set((below + allows.flatMap(\.seen.singleDepartments)).map(\.record))
  }
}

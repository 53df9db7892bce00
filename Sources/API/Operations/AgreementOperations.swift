import Domain
import Views
import Wire

/// What the enterprise and its partners have agreed to; a partner knows its own agreement alone.
enum AgreementOperations {
  static func list(_ context: ReadContext) throws -> Reply {
    let listing = try Listing(context)
    guard let partner = context.caller.party.partner else {
      return try listing.named(.agreement, in: context.caller.enterprise.record)
    }
    let own = context.topology.agreements.values.filter { $0.partner == partner }
    return try listing.structural(.agreement, Set(own.map(\.id.record)))
  }

  static func create(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let partner = members.required("partner", .id(.partner, context.ids) as Reading<PartnerID>)
    let ceiling = members.required("ceiling", .levels)
    let purposes = members.required("purposes", .purposes)
    let term = members.optional("term", .nullable(.window))
    var record: Record?
    if let partner, let ceiling, let purposes {
      record = .agreement(
        Agreement(
          id: context.newID(), partner: partner,
          terms: Terms(ceiling: ceiling, purposes: purposes, term: term ?? nil)))
    }
    return try context.creating(record, members)
  }

  static func change(_ context: WriteContext) throws -> Proposal {
    let known = try context.known(.agreement)
    let current = context.tree(of: known)
    var members = try context.members()
    let change = Agreement.Change(
      ceiling: members.merged("ceiling", into: current, .levels),
      purposes: members.optional("purposes", .purposes),
      term: members.mergedOrNull("term", into: current, .windowOrNone))
    let wish = RecordChange.agreement(context.target(.agreement), change)
    return try context.changing(
      wish, of: known,
      extras: warnings(about: known, becoming: known.flatMap { wish.applied(to: $0) }), members)
  }

  static func accept(_ context: WriteContext) throws -> Proposal {
    try settle(context) { .accept(version: $0) }
  }

  static func decline(_ context: WriteContext) throws -> Proposal {
    try settle(context) { .decline(version: $0) }
  }

  private static func settle(
    _ context: WriteContext, _ settlement: (Int) -> Agreement.Settlement
  ) throws -> Proposal {
    var members = try context.members()
    let version = members.required("version", .integer(1...Int(UInt32.max)))
    members.end()
    try context.problems.requireNone()
    guard let version else { throw context.problems.problem }
    return Proposal(
      .settleAgreement(context.target(.agreement), settlement(version)), kind: .agreement,
      status: .ok, target: context.subject(.agreement))
  }

  /// What is probably not meant: purposes that are all new, or a term that begins after the present
  /// one has ended, take everything away at once.
  private static func warnings(
    about before: Record?, becoming after: Record?
  ) -> [Representation.Extra] {
    guard case .agreement(let before)? = before, case .agreement(let after)? = after,
      after.terms.purposes.isEmpty
    else { return [] }
    let detail =
      "nothing is in force before the partner accepts these terms: until then no rule gives it"
      + " anything; name what is in force beside what is new to go on meanwhile"
    let isAnotherTime = after.offer.map { !$0.purposes.isDisjoint(with: before.terms.purposes) }
    let pointer: JSON = isAnotherTime ?? false ? "/term" : "/purposes"
    let warning: JSON = ["pointer": pointer, "detail": .string(detail)]
    return [("warnings", [warning])]
  }
}

extension Reading<Set<Purpose>> {
  /// At least one, each once.
  static var purposes: Reading {
    Reading { input in
      guard let list = Reading<[Purpose]>.list(.purpose).read(input) else { return nil }
      guard !list.isEmpty else {
        return input.fail("must name a purpose; to show nothing, set the ceiling to hidden")
      }
      guard Set(list).count == list.count else {
        return input.fail("names something twice; keep it once")
      }
      return Set(list)
    }
  }
}

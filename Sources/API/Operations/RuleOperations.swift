import Domain
import Gateway
import Views
import Wire

enum RuleOperations {
  static func list(_ context: ReadContext) throws -> Reply {
    let scope = context.caller.party.scope(in: context.caller.enterprise)
    return try Listing(context).named(.rule, in: scope)
  }

  static func create(_ context: WriteContext) throws -> Proposal {
    var members = try context.members()
    let code = members.required("code", .code)
    let effect = members.required("effect", .effect)
    let seen = members.required("seen", .seen(context.ids))
    let seenBy = members.required("seen_by", .seenBy(context.ids))
    let fields = members.required("fields", .levels)
    let purpose = members.optional("purpose", .purpose)
    var record: Record?
    if let code, let effect, let seen, let seenBy, let fields {
      record = .rule(
        Rule(
          id: context.newID(), organization: context.caller.party, code: code, effect: effect,
          seen: seen, seenBy: seenBy, fields: fields, purpose: purpose ?? .standard))
    }
    let proposal = try context.creating(record, extras: context.warnings(about: seenBy), members)
    // What is allowed in addition takes nothing away.
    return context.forecast(proposal, withdraws: effect == .deny)
  }

  static func change(_ context: WriteContext) throws -> Proposal {
    let known = try context.known(.rule)
    let current = context.tree(of: known)
    var members = try context.members()
    var change = Rule.Change()
    change.code = members.optional("code", .code)
    change.effect = members.optional("effect", .effect)
    change.seen = members.merged("seen", into: current, .seen(context.ids))
    change.seenBy = members.merged("seen_by", into: current, .seenBy(context.ids))
    change.fields = members.merged("fields", into: current, .levels)
    change.purpose = members.optional("purpose", .purpose)
    let proposal = try context.changing(
      .rule(context.target(.rule), change), of: known,
      extras: context.warnings(about: change.seenBy), members)
    return context.forecast(proposal, withdraws: change.touchesViews)
  }

  static func remove(_ context: WriteContext) throws -> Proposal {
    context.forecast(try context.removing(.rule))
  }
}

extension Rule.Change {
  /// Whether more than its name changes.
  fileprivate var touchesViews: Bool {
    var rest = self
    rest.code = nil
    return rest != Rule.Change()
  }
}

extension WriteContext {
  /// What is probably not meant: selectors that name nobody as things stand.
  fileprivate func warnings(about seenBy: Rule.SeenBy?) -> [Representation.Extra] {
    guard let seenBy, caller.isBrand else { return [] }
    let idle = reader.session.topology(of: caller.enterprise).idleSelectors(of: seenBy)
    let warnings = idle.prefix(FieldProblems.limit).map { selector -> JSON in
      let pointer = JSONPointer(["seen_by", selector.list.name]).appending(selector.place)
      return [
        "pointer": .string(pointer.description),
        "detail": "names no partner now; the rule will speak to those that come",
      ]
    }
    return warnings.isEmpty ? [] : [("warnings", .array(warnings))]
  }
}

extension IdleSelector.List {
  /// The member of `seen_by`.
  fileprivate var name: String {
    switch self {
    case .groups: "groups"
    case .singleGroups: "single_groups"
    case .kinds: "kinds"
    case .tiers: "tiers"
    }
  }
}

extension Reading<FieldLevels> {
  static var levels: Reading {
    Reading { input in
      guard var members = ObjectReader(input) else { return nil }
      let classes = members.optional("classes", .levels { FieldClass(name: $0) })
      let fields = members.optional("fields", .levels { Field(name: $0) })
      members.end()
      return FieldLevels(classes: classes ?? [:], fields: fields ?? [:])
    }
  }
}

extension Reading {
  /// An object of levels by name.
  static func levels<Key>(_ key: @escaping (String) -> Key?) -> Reading
  where Value == [Key: FieldLevel] {
    Reading { input in
      guard let object = Reading<JSONObject>.object.read(input) else { return nil }
      var result: [Key: FieldLevel] = [:]
      for member in object {
        let place = input.member(member.name, member.value)
        guard let key = key(member.name) else {
          input.problems.add(place.pointer, "is not known here; leave it out")
          continue
        }
        result[key] = Reading<FieldLevel>.level.read(place)
      }
      return result
    }
  }
}

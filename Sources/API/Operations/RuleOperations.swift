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
    let window = members.optional("window", .nullable(.window))
    var record: Record?
    if let code, let effect, let seen, let seenBy, let fields {
      record = .rule(
        Rule(
          id: context.newID(), organization: context.caller.party, code: code, effect: effect,
          seen: seen, seenBy: seenBy, fields: fields, purpose: purpose ?? .standard,
          window: window ?? nil))
    }
    let proposal = try context.creating(record, extras: context.warnings(about: record), members)
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
    change.window = members.mergedOrNull("window", into: current, .windowOrNone)
    let wish = RecordChange.rule(context.target(.rule), change)
    let proposal = try context.changing(
      wish, of: known, extras: context.warnings(about: known, change), members)
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
